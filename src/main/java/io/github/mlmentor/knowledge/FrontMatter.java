package io.github.mlmentor.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.yaml.YamlException;
import io.github.mlmentor.yaml.YamlTree;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to the YAML of one file or one catalogue entry; whatever does not fit becomes a problem, not an exception. */
final class FrontMatter {
    private final String file;
    private final YamlTree tree;
    private final String path;
    private final JsonNode node;
    private final List<Problem> problems;

    FrontMatter(String file, YamlTree tree, String path, JsonNode node, List<Problem> problems) {
        this.file = file;
        this.tree = tree;
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** The parsed front matter and the Markdown below it. */
    record Split(@Nullable YamlTree yaml, String body, int bodyLine) {}

    /** Whether a text was UTF-8; if not, it is a problem that keeps its file from being served. */
    static boolean isReadable(String file, String text, List<Problem> problems) {
        int bad = text.indexOf('\uFFFD');
        if (bad < 0) {
            return true;
        }
        int line =
                1 + (int) text.substring(0, bad).chars().filter(c -> c == '\n').count();
        problems.add(Problem.fatal(
                file, line, "bad-encoding", "there are characters that are not UTF-8", "save the file as UTF-8"));
        return false;
    }

    /** Divides a file at its {@code ---} lines; without them everything is body. */
    static Split split(ArticleText text, List<Problem> problems) {
        if (!isReadable(text.origin(), text.markdown(), problems)) {
            return new Split(null, "", 1);
        }
        List<String> lines = text.markdown()
                .replace("\r\n", "\n")
                .replace("\uFEFF", "")
                .lines()
                .toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals("---")) {
            problems.add(Problem.fatal(
                    text.origin(),
                    1,
                    "no-front-matter",
                    "the file does not start with ---",
                    "put the fields id and title between two lines of --- at the top"));
            return new Split(null, text.markdown(), 1);
        }
        int end = 1;
        while (end < lines.size() && !lines.get(end).stripTrailing().equals("---")) {
            end++;
        }
        if (end == lines.size()) {
            problems.add(Problem.fatal(
                    text.origin(),
                    1,
                    "no-front-matter",
                    "the front matter is never closed",
                    "add a line of --- below it"));
            return new Split(null, "", 1);
        }
        String body = String.join("\n", lines.subList(end + 1, lines.size()));
        try {
            return new Split(YamlTree.parse(String.join("\n", lines.subList(1, end)), 2), body, end + 2);
        } catch (YamlException e) {
            problems.add(Problem.fatal(
                    text.origin(),
                    e.line(),
                    "bad-yaml",
                    e.problem(),
                    "mend the YAML; quote texts that contain \": \""));
            return new Split(null, body, end + 2);
        }
    }

    boolean has(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        return value.isContainerNode() ? !value.isEmpty() : !value.asText().isBlank();
    }

    /** Whether there is one value and no list or map. */
    boolean isValue(String name) {
        return has(name) && node.path(name).isValueNode();
    }

    int line(String name) {
        return tree.line(path.isEmpty() ? name : path + "/" + name);
    }

    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isContainerNode()) {
            wrong(name, "is not a text", "write one text");
            return "";
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asText().strip();
    }

    List<String> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = node.path(name);
        if (value.isValueNode()) {
            return List.of(value.asText().strip());
        }
        if (value.isObject()) {
            wrong(name, "is not a list", "write one entry in each line, behind a \"- \"");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (item.isContainerNode()) {
                wrong(name, "has an entry that is not a text", "quote the entry if it contains \": \"");
            } else if (item.isNull() || item.asText().isBlank()) {
                wrong(name, "has an empty entry", "write it or remove its line");
            } else {
                texts.add(item.asText().strip());
            }
        }
        return texts;
    }

    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (has(name) && !node.path(name).isObject()) {
            wrong(name, "has no names", "write \"name: text\" lines below it");
        }
        for (Map.Entry<String, JsonNode> field : node.path(name).properties()) {
            if (field.getValue().isContainerNode()) {
                wrong(name, "has an entry that is not a text: " + field.getKey(), "write one text");
            } else if (!field.getValue().isNull() && !field.getValue().asText().isBlank()) {
                map.put(field.getKey(), field.getValue().asText().strip());
            }
        }
        return map;
    }

    @Nullable
    LocalDate date(String name) {
        if (!has(name)) {
            return null;
        }
        try {
            return LocalDate.parse(text(name));
        } catch (DateTimeParseException e) {
            wrong(name, "is not a date", "write it as 2026-11-21");
            return null;
        }
    }

    int number(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.canConvertToInt()) {
            wrong(name, "is not a number", "write digits only");
            return 0;
        }
        return value.asInt(0);
    }

    /** The names of all fields. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    void wrong(String name, String what, String mend) {
        problems.add(Problem.of(file, line(name), "bad-value", "\"" + name + "\" " + what, mend));
    }
}
