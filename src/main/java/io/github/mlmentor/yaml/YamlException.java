package io.github.mlmentor.yaml;

/** A text that is not YAML, with the line that says so. */
public final class YamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String problem;

    YamlException(int line, String problem) {
        super("line " + line + ": " + problem);
        this.line = line;
        this.problem = problem;
    }

    /** The line in the file, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong with it. */
    public String problem() {
        return problem;
    }
}
