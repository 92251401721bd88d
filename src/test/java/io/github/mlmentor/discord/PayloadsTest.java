package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.SomeReplies;
import java.util.List;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private static final String RENDERED = new DiscordRenderer(
                    "https://mentor.example.org", source -> "/" + source.id())
            .render(SomeReplies.answer(), Options.shared("job-1"))
            .get(0);

    @Test
    void whatJdaSendsIsWhatWasRendered() {
        try (MessageCreateData data = Payloads.create(RENDERED)) {
            String sent = data.toData().toString();
            DataObject message = DataObject.fromJson(sent);
            assertThat(message.getInt("flags")).isEqualTo(32_772);
            assertThat(message.getObject("allowed_mentions").getArray("parse").isEmpty())
                    .isTrue();
            DataObject rendered = DataObject.fromJson(RENDERED);
            assertThat(message.getArray("components").length())
                    .isEqualTo(rendered.getArray("components").length());
            assertThat(sent).contains("suggest:job-1:1", "down:job-1", "### First steps", "👎");
        }
    }

    @Test
    void anEditTakesPlainContentAway() {
        try (MessageEditData data = Payloads.edit(RENDERED)) {
            DataObject message = DataObject.fromJson(data.toData().toString());
            assertThat(message.getInt("flags")).isEqualTo(32_772);
            assertThat(message.keys()).contains("content", "embeds", "components");
            assertThat(message.getString("content", "")).isEmpty();
            assertThat(message.getObject("allowed_mentions").getArray("parse").isEmpty())
                    .isTrue();
        }
    }

    @Test
    void anOpeningIsPlainContent() {
        String opening = DiscordRenderer.opening(new Reply.Apology(Reason.INTERNAL, Document.of("Sorry, *you*.")));
        try (MessageCreateData data = Payloads.create(opening)) {
            DataObject message = DataObject.fromJson(data.toData().toString());
            assertThat(message.getString("content")).isEqualTo("Sorry, \\*you\\*.");
            assertThat(message.getInt("flags")).isEqualTo(4);
        }
    }

    @Test
    void aModalKeepsItsInputs() {
        Modal modal = ModalForm.modal(new Form(
                "wrong",
                "What was wrong?",
                List.of(
                        new Form.Field("note", "Note", Form.Kind.TEXT, false, List.of(), "so", 1_000),
                        new Form.Field("kind", "Kind", Form.Kind.CHOICE, true, List.of("old", "wrong"), "", 10)),
                "Send",
                "job-1"));
        assertThat(modal.getId()).isEqualTo("wrong:job-1");
        assertThat(modal.toData().toString()).contains("\"note\"", "\"kind\"", "\"old\"", "1000");
    }
}
