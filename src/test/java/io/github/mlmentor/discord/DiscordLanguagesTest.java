package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands are called in other languages: everything is translated, and Discord takes it. */
class DiscordLanguagesTest {
    private static final String FILES = "/" + DiscordCommands.BUNDLE.replace('.', '/') + "_";
    /** What is said in a language besides the commands. */
    private static final Set<String> OTHERS = Set.of("answers.note");

    private static final int LONGEST_NAME = 32;
    private static final int LONGEST_WORDS = 100;

    static Stream<DiscordLocale> languages() {
        return DiscordCommands.LANGUAGES.stream();
    }

    /** Of Portuguese there are two kinds, of Spanish only one. */
    private static String suffix(DiscordLocale language) {
        return language == DiscordLocale.PORTUGUESE_BRAZILIAN
                ? "pt_BR"
                : Locale.forLanguageTag(language.getLocale()).getLanguage();
    }

    private static Path file(DiscordLocale language) {
        String name = FILES + suffix(language) + ".properties";
        URL there = Objects.requireNonNull(DiscordCommands.class.getResource(name), () -> "there is no " + name);
        try {
            return Path.of(there.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties read(DiscordLocale language) throws IOException {
        Properties entries = new Properties();
        entries.load(new StringReader(Files.readString(file(language), StandardCharsets.UTF_8)));
        return entries;
    }

    /** The keys that JDA asks for. */
    private static Set<String> asked() {
        Set<String> keys = new TreeSet<>(OTHERS);
        for (CommandData command : DiscordCommands.all()) {
            command.setLocalizationFunction(key -> {
                keys.add(key);
                return Map.of();
            });
            command.toData();
        }
        return keys;
    }

    /** Everything that has a name: commands, their parts, options and choices, with what stands beside them. */
    private record Named(DataObject thing, List<DataObject> siblings) {
        String name() {
            return thing.getString("name");
        }

        boolean isChoice() {
            return thing.hasKey("value");
        }

        /** What people type: everything but choices and what stands in menus. */
        boolean isTyped() {
            return !isChoice() && thing.hasKey("description");
        }

        String name(DiscordLocale language) {
            return word(thing, "name", language);
        }

        static String word(DataObject thing, String what, DiscordLocale language) {
            return thing.getObject(what + "_localizations").getString(language.getLocale());
        }
    }

    private static List<Named> all() {
        List<DataObject> commands =
                DiscordCommands.all().stream().map(CommandData::toData).toList();
        List<Named> all = new ArrayList<>();
        add(commands, all);
        return all;
    }

    private static void add(List<DataObject> things, List<Named> all) {
        for (DataObject thing : things) {
            all.add(new Named(
                    thing,
                    things.stream()
                            .filter(other -> !other.getString("name").equals(thing.getString("name")))
                            .toList()));
            for (String inside : List.of("options", "choices")) {
                thing.optArray(inside)
                        .ifPresent(
                                parts -> add(parts.stream(DataArray::getObject).toList(), all));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageHasEveryKeyOfEveryCommandOnceAndNoOther(DiscordLocale language) throws IOException {
        List<String> keys = Files.readAllLines(file(language), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(keys).containsExactlyInAnyOrderElementsOf(asked());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyWordIsWrittenCleanly(DiscordLocale language) throws IOException {
        assertThat(Files.readString(file(language), StandardCharsets.UTF_8))
                .doesNotStartWith("\uFEFF")
                .doesNotContain("\uFFFD")
                .endsWith("\n");
        read(language).forEach((key, value) -> {
            String words = String.valueOf(value);
            assertThat(words)
                    .as(String.valueOf(key))
                    .isNotBlank()
                    .isEqualTo(words.strip())
                    .isEqualTo(Normalizer.normalize(words, Normalizer.Form.NFC))
                    .doesNotContainPattern("\\p{Cntrl}");
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void discordTakesEveryName(DiscordLocale language) {
        for (Named one : all()) {
            String name = one.name(language);
            assertThat(name.length()).as(name).isBetween(1, one.isChoice() ? LONGEST_WORDS : LONGEST_NAME);
            if (one.isTyped()) {
                assertThat(name).matches("[-_\\p{L}\\p{N}]+").isEqualTo(name.toLowerCase(Locale.ROOT));
                assertThat(Named.word(one.thing(), "description", language).length())
                        .as(one.thing().toString())
                        .isBetween(1, LONGEST_WORDS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void nothingIsCalledLikeWhatStandsBesideIt(DiscordLocale language) {
        for (Named one : all()) {
            Map<String, String> others = new HashMap<>();
            for (DataObject other : one.siblings()) {
                if (other.hasKey("description") == one.thing().hasKey("description")) {
                    // The English name is shown where a language is none of ours, and may be typed everywhere.
                    others.put(other.getString("name"), other.getString("name"));
                    others.put(Named.word(other, "name", language), other.getString("name"));
                }
            }
            assertThat(others).as(one.name()).doesNotContainKey(one.name(language));
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void ourOwnNameIsNotTranslated(DiscordLocale language) {
        List<Named> ours =
                all().stream().filter(one -> one.name().contains("ML Mentor")).toList();
        assertThat(ours)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.name(language)).contains("ML Mentor"));
    }

    @Test
    void thereIsNoFileOfALanguageThatIsNotRegistered() throws IOException {
        Path folder = Objects.requireNonNull(file(DiscordLocale.GERMAN).getParent());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> String.valueOf(path.getFileName()))
                            .filter(name -> name.startsWith("commands")))
                    .containsExactlyInAnyOrderElementsOf(languages()
                            .map(language -> "commands_" + suffix(language) + ".properties")
                            .distinct()
                            .toList());
        }
    }
}
