package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscordValidatorTest {
    private static final String MESSAGE = "{\"flags\":32772,\"allowed_mentions\":{\"parse\":[]},\"components\":[%s]}";

    @Test
    void aSmallMessageIsFine() {
        assertThat(DiscordValidator.message(MESSAGE.formatted(text("Hello.")))).isEmpty();
    }

    @Test
    void limitsAreSeen() {
        assertThat(DiscordValidator.message(MESSAGE.formatted(text("x".repeat(3_000)) + "," + text("y".repeat(1_001)))))
                .containsExactly("4001 characters of text");
        assertThat(DiscordValidator.message(MESSAGE.formatted(
                        IntStream.range(0, 41).mapToObj(i -> text("x")).collect(Collectors.joining(",")))))
                .containsExactly("41 components");
        assertThat(DiscordValidator.message(MESSAGE.formatted(row(button("a"), button("a")))))
                .containsExactly("twice: \"a\"");
        assertThat(DiscordValidator.message(MESSAGE.formatted(
                        row(button("a"), button("b"), button("c"), button("d"), button("e"), button("f")))))
                .containsExactly("6 buttons in a row");
        assertThat(DiscordValidator.message(MESSAGE.formatted(text(" \\u200b "))))
                .containsExactly("content shows nothing");
    }

    @Test
    void whatWouldPingOrUnfurlIsSeen() {
        for (String words : new String[] {
            "@everyone",
            "a <@80351110224678912>",
            "<@&1>",
            "<#1>",
            "</a:1>",
            "<t:1:R>",
            "<:a:1>",
            "<a:a:1>",
            ":smile:",
            "https://evil.example",
            "discord.gg/abc",
            "||s||",
            "~~s~~",
            "__u__"
        }) {
            assertThat(DiscordValidator.message(MESSAGE.formatted(text(words))))
                    .as(words)
                    .hasSize(1);
        }
        assertThat(DiscordValidator.message(MESSAGE.formatted(text("```\\nopen"))))
                .containsExactly("a block of code that is not closed");
        assertThat(DiscordValidator.message("{\"flags\":32768,\"components\":[" + text("x") + "]}"))
                .hasSize(3);
    }

    @Test
    void modalsAreChecked() {
        String input = "{\"type\":18,\"label\":\"%s\",\"component\":{\"type\":4,\"custom_id\":\"a\",\"style\":1}}";
        String modal = "{\"title\":\"%s\",\"custom_id\":\"m\",\"components\":[%s]}";
        assertThat(DiscordValidator.modal(modal.formatted("Title", input.formatted("Label"))))
                .isEmpty();
        assertThat(DiscordValidator.modal(modal.formatted("t".repeat(46), input.formatted("l".repeat(46)))))
                .hasSize(2);
        assertThat(DiscordValidator.modal(modal.formatted("Title", ""))).hasSize(1);
    }

    private static String text(String content) {
        return "{\"type\":10,\"content\":\"" + content + "\"}";
    }

    private static String row(String... buttons) {
        return "{\"type\":1,\"components\":[" + String.join(",", buttons) + "]}";
    }

    private static String button(String id) {
        return "{\"type\":2,\"custom_id\":\"" + id + "\",\"style\":2,\"label\":\"L\"}";
    }
}
