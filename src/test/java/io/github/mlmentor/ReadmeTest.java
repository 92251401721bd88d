package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.cli.MentorCommand;
import io.github.mlmentor.settings.SettingsReader;
import io.github.mlmentor.yaml.YamlTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says is what the program does. */
class ReadmeTest {
    private final String readme = read("README.md");

    @Test
    void theTableOfSettingsHasEveryKeyWithItsVariableAndDefault() {
        JsonNode defaults = YamlTree.parse(read("config/mentor.yaml"), 1).root();
        List<String> missing = new ArrayList<>();
        SettingsReader.keys().forEach((key, variable) -> {
            String fallback = defaults.at("/" + key.replace('.', '/')).asText();
            String row = "| `" + key + "` | " + code(variable) + " | " + code(fallback) + " |";
            if (!readme.contains(row)) {
                missing.add(row);
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void theTableOfSettingsHasNothingElse() {
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z]+(?:\\.[a-z_]+)+)` \\|").matcher(readme);
        while (rows.find()) {
            assertThat(SettingsReader.keys()).containsKey(rows.group(1));
        }
    }

    @Test
    void everyCommandIsExplained() {
        StringWriter help = new StringWriter();
        try (Assembly assembly = new Assembly(Map.of(), Path.of(""))) {
            MentorCommand.run(assembly, new PrintWriter(help), new PrintWriter(help), "--help");
        }
        String commands = help.toString().substring(help.toString().indexOf("Commands:"));
        Matcher names = Pattern.compile("(?m)^  ([a-z]+) ").matcher(commands);
        int count = 0;
        while (names.find()) {
            assertThat(readme).contains("`" + names.group(1));
            count++;
        }
        assertThat(count).isGreaterThanOrEqualTo(6);
    }

    @Test
    void everyPackageIsExplained() throws IOException {
        String table = readme.substring(readme.indexOf("| package | what for |"));
        Matcher rows = Pattern.compile("(?m)^\\| ((?:`[a-z]+`(?:, )?)+) \\| [^|]+ \\|$")
                .matcher(table.split("\n\n", 2)[0]);
        List<String> explained = new ArrayList<>();
        while (rows.find()) {
            explained.addAll(List.of(rows.group(1).replace("`", "").split(", ")));
        }
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/github/mlmentor"))) {
            assertThat(explained)
                    .containsExactlyInAnyOrderElementsOf(packages.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList());
        }
    }

    @Test
    void theFlagsOfTheJvmAreThoseOfTheContainer() {
        Matcher flags = Pattern.compile("JAVA_TOOL_OPTIONS=\"(.*?) -Dfile").matcher(read("Dockerfile"));
        assertThat(flags.find()).isTrue();
        assertThat(readme).contains("`" + flags.group(1) + "`");
    }

    @Test
    void everyPictureIsThereAndLight() throws IOException {
        Matcher pictures = Pattern.compile("[a-z./]*/[a-z-]+\\.png").matcher(readme);
        int count = 0;
        while (pictures.find()) {
            assertThat(Path.of(pictures.group())).isRegularFile();
            assertThat(Files.size(Path.of(pictures.group())))
                    .as(pictures.group())
                    .isLessThan(200_000);
            count++;
        }
        assertThat(count).isGreaterThanOrEqualTo(6);
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
