package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says about Discord is what the code does. */
class DiscordReadmeTest {
    private static final String README = read(Path.of("README.md"));

    @Test
    void thePermissionsAreThoseOfTheInvitation() {
        assertThat(rows("### Permissions"))
                .extracting(row -> row.get(0) + ": " + row.get(1))
                .containsExactlyElementsOf(BotRights.ALL.stream()
                        .map(right -> right.permission().getName() + ": " + right.feature())
                        .toList());
        assertThat(rows("### Permissions"))
                .allSatisfy(row -> assertThat(row.get(2)).isNotBlank());
        assertThat(README).contains("`" + BotRights.invitation("…") + "`");
    }

    @Test
    void theLineOfTheDoctorIsTheOneThatItPrints(@TempDir Path folder) {
        try (DiscordSite site = DiscordSite.closed(folder)) {
            HealthCheck check = DiscordDoor.trials(site.settings()).get(0);
            HealthCheck.Health health = check.check();
            assertThat(health.status()).as(health.detail()).isEqualTo(HealthCheck.Status.OK);
            String line = health.detail()
                    .replaceFirst("^.+ in \\d+ servers", "ML Mentor in 3 servers")
                    .replaceFirst("client_id=\\d+.*", "client_id=…");
            assertThat(README).contains("\nok    " + check.name() + "     " + line + "\n");
        }
    }

    @Test
    void theCommandsAreThoseThatAreRegistered() {
        assertThat(rows("### Commands"))
                .extracting(row -> (row.get(0) + " " + row.get(1)).strip())
                .containsExactlyElementsOf(DiscordCommands.all().stream()
                        .map(DiscordReadmeTest::written)
                        .toList());
    }

    private static String written(CommandData command) {
        boolean slash = command.getType() == Command.Type.SLASH;
        List<String> names = new ArrayList<>(List.of((slash ? "/" : "") + command.getName()));
        if (command instanceof SlashCommandData typed) {
            typed.getOptions().stream().map(OptionData::getName).forEach(names::add);
            typed.getSubcommands().stream().map(SubcommandData::getName).forEach(names::add);
        }
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    @Test
    void theModesAreThoseOfTheCode() {
        List<Command.Choice> choices = DiscordCommands.all().stream()
                .filter(command -> command.getName().equals(DiscordCommands.SETUP))
                .flatMap(command -> ((SlashCommandData) command).getOptions().stream())
                .filter(option -> option.getName().equals(DiscordCommands.MODE))
                .flatMap(option -> option.getChoices().stream())
                .toList();
        assertThat(choices).hasSameSizeAs(ChannelPolicy.Mode.values());
        assertThat(rows("### Channels, forums and mentors"))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactlyElementsOf(choices.stream()
                        .map(choice -> "`" + choice.getAsString() + "` " + choice.getName())
                        .toList());
    }

    /** Whoever looks for a message finds it, word for word. */
    @Test
    void whatIsQuotedAmongTheSymptomsIsWhatTheCodeSays() throws IOException {
        String code;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/github/mlmentor"))) {
            code = sources.filter(source -> source.toString().endsWith(".java"))
                    .map(DiscordReadmeTest::read)
                    .collect(Collectors.joining("\n"));
        }
        // What is cut into lines there is one sentence to whoever reads it.
        String sentences = code.replaceAll("\"\\s*\\+ \"", "");
        List<List<String>> symptoms = rows("### When something is wrong on Discord");
        assertThat(symptoms).hasSizeGreaterThanOrEqualTo(15);
        int count = 0;
        for (List<String> row : symptoms) {
            Matcher quotes = Pattern.compile("\"([^\"]+)\"").matcher(String.join(" | ", row));
            while (quotes.find()) {
                assertThat(sentences.contains(quotes.group(1)))
                        .as("some source says \"%s\"", quotes.group(1))
                        .isTrue();
                count++;
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(10);
    }

    @Test
    void everySettingThatIsNamedExists() {
        String settings = read(Path.of("config/mentor.yaml"));
        String section = section("## Discord in ten minutes", "\n## ");
        Matcher names = Pattern.compile("`discord\\.([a-z_]+)").matcher(section);
        int count = 0;
        while (names.find()) {
            assertThat(settings).containsPattern("(?m)^  " + names.group(1) + ":");
            count++;
        }
        assertThat(count).isGreaterThanOrEqualTo(5);
    }

    @Test
    void theTagsOfForumsAreThoseThatAreRecognised() {
        String forums = section("### Channels, forums and mentors", "\n### ");
        assertThat(DiscordTags.NAMES.values())
                .allSatisfy(names -> assertThat(names)
                        .allSatisfy(name -> assertThat(forums).containsIgnoringCase("*" + name + "*")));
    }

    private static String section(String heading, String end) {
        int start = README.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int stop = README.indexOf(end, start + heading.length());
        return README.substring(start, stop < 0 ? README.length() : stop);
    }

    /** The cells of the first table below a heading, without its head. */
    private static List<List<String>> rows(String heading) {
        return section(heading, "\n#")
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .map(String::strip)
                        .skip(1)
                        .toList())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
