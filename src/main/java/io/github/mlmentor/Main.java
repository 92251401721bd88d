package io.github.mlmentor;

import io.github.mlmentor.cli.MentorCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs a command line; see {@code --help}. */
    public static void main(String[] arguments) {
        // The tokenizer's library reports its use to its makers unless told not to before anything of it loads.
        System.setProperty("OPT_OUT_TRACKING", "true");
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int code;
        try (Assembly assembly = new Assembly(System.getenv(), Path.of(""))) {
            code = MentorCommand.run(assembly, out, err, arguments);
        }
        out.flush();
        err.flush();
        System.exit(code);
    }
}
