package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mlmentor.chat.Form;
import io.github.mlmentor.layout.Snapshot;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModalFormTest {
    @Test
    void aForm() {
        String modal = ModalForm.render(new Form(
                "ask",
                "Ask a mentor",
                List.of(
                        new Form.Field("topic", "Topic", Form.Kind.LINE, true, List.of(), "@everyone drift", 100),
                        new Form.Field(
                                "question",
                                "What would you like to know, and what have you tried so far?",
                                Form.Kind.TEXT,
                                true,
                                List.of(),
                                "",
                                3_000),
                        new Form.Field(
                                "level", "Level", Form.Kind.CHOICE, false, List.of("new", "some", "new"), "some", 10)),
                "Send",
                "job-1"));
        Snapshot.check("discord/form", List.of(modal));
        assertThat(DiscordValidator.modal(modal)).isEmpty();
    }

    @Test
    void whatComesBackIsTheFormAndItsContext() {
        assertThat(ModalForm.render(form("wrong", "a:b", List.of()))).contains("\"custom_id\":\"wrong:a:b\"");
        assertThat(CustomId.parse("wrong:a:b")).isEqualTo(new CustomId("wrong", "a:b"));
    }

    @Test
    void whatDiscordDoesNotTakeIsRefusedRatherThanCut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModalForm.render(form("f", "x".repeat(100), List.of("a"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModalForm.render(form("f", "", List.of("x".repeat(101)))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModalForm.render(form(
                        "f", "", IntStream.range(0, 26).mapToObj(i -> "c" + i).toList())));
    }

    @Test
    void whatHasNoWordsHasSomeName() {
        Form.Field field = new Form.Field("f", " ", Form.Kind.TEXT, false, List.of(), "\u0000", 0);
        String modal = ModalForm.render(new Form("id", "", List.of(field), "", ""));
        assertThat(DiscordValidator.modal(modal)).isEmpty();
    }

    private static Form form(String id, String context, List<String> choices) {
        return new Form(
                id,
                "Title",
                List.of(new Form.Field("f", "Label", Form.Kind.CHOICE, false, choices, "", 10)),
                "Send",
                context);
    }
}
