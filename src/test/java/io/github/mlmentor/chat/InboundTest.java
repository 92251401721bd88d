package io.github.mlmentor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundTest {
    private static final MessageKey KEY = new MessageKey(Platform.SLACK, "T", "C", "1");
    private static final Conversation THREAD = new Conversation("slack/T/C/1", Conversation.Kind.THREAD);
    private static final Author AUTHOR = Author.person("U1");
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");

    @Test
    void everyKindIsFoldedAsItself() {
        List<Inbound> all = List.of(
                new Inbound.Message(KEY, THREAD, AUTHOR, AT, "words", true, 0, null),
                new Inbound.Command(KEY, THREAD, AUTHOR, AT, "ask", Map.of("text", "words")),
                new Inbound.Click(KEY, THREAD, AUTHOR, AT, "ask", List.of("words"), KEY),
                new Inbound.FormSubmission(KEY, THREAD, AUTHOR, AT, "form", Map.of("field", "words")),
                new Inbound.Reaction(KEY, THREAD, AUTHOR, AT, "thumbsup", KEY, true),
                new Inbound.Edited(KEY, THREAD, AUTHOR, AT, "words"),
                new Inbound.Deleted(KEY, THREAD, AUTHOR, AT));

        assertThat(all)
                .extracting(inbound -> inbound.fold(new Kinds()))
                .containsExactly("message", "command", "click", "form", "reaction", "edited", "deleted");
        assertThat(all).allSatisfy(inbound -> {
            assertThat(inbound.key()).isEqualTo(KEY);
            assertThat(inbound.conversation()).isEqualTo(THREAD);
            assertThat(inbound.author()).isEqualTo(AUTHOR);
            assertThat(inbound.at()).isEqualTo(AT);
        });
    }

    @Test
    void laterChangesOfWhatItWasMadeOfDoNotReachIt() {
        Map<String, String> arguments = new HashMap<>(Map.of("text", "words"));
        List<String> values = new ArrayList<>(List.of("words"));
        Inbound.Command command = new Inbound.Command(KEY, THREAD, AUTHOR, AT, "ask", arguments);
        Inbound.FormSubmission form = new Inbound.FormSubmission(KEY, THREAD, AUTHOR, AT, "form", arguments);
        Inbound.Click click = new Inbound.Click(KEY, THREAD, AUTHOR, AT, "ask", values, null);
        arguments.clear();
        values.clear();

        assertThat(command.arguments()).containsExactly(Map.entry("text", "words"));
        assertThat(form.values()).containsExactly(Map.entry("text", "words"));
        assertThat(click.values()).containsExactly("words");
    }

    @ParameterizedTest
    @CsvSource({
        "CHANNEL, false",
        "THREAD, false",
        "PRIVATE_CHANNEL, true",
        "DIRECT, true",
        "GROUP, true",
        "SESSION, true"
    })
    void whatIsSaidOutsideOfPublicChannelsIsPrivate(Conversation.Kind kind, boolean isPrivate) {
        assertThat(new Conversation("id", kind).isPrivate()).isEqualTo(isPrivate);
    }

    @Test
    void authorsAndConversationsNeedAnId() {
        assertThatIllegalArgumentException().isThrownBy(() -> Author.person(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new Conversation("", Conversation.Kind.DIRECT));
    }

    @Test
    void aPersonIsNeitherABotNorAGuest() {
        assertThat(AUTHOR).isEqualTo(new Author("U1", false, false));
    }

    @Test
    void aFormFitsOnEveryPlatform() {
        Form.Field field = new Form.Field("id", "Label", Form.Kind.LINE, true, List.of(), "", 100);

        assertThat(new Form("id", "x".repeat(24), List.of(field), "Send", "").fields())
                .containsExactly(field);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Form("id", "x".repeat(25), List.of(field), "Send", ""))
                .withMessageContaining("24");
        assertThatIllegalArgumentException().isThrownBy(() -> new Form("id", "Title", List.of(), "Send", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Form("id", "Title", List.of(field, field, field, field, field, field), "Send", ""));
    }

    @Test
    void aFormAndAHomePageCannotBeChangedLater() {
        List<String> choices = new ArrayList<>(List.of("a"));
        Form.Field field = new Form.Field("id", "Label", Form.Kind.CHOICE, true, choices, "", 100);
        List<Home.Part> parts = new ArrayList<>(List.of(new Home.Part("Title", Document.EMPTY, List.of())));
        Home home = new Home(parts);
        choices.clear();
        parts.clear();

        assertThat(field.choices()).containsExactly("a");
        assertThat(home.parts()).hasSize(1);
        assertThatThrownBy(() -> home.parts().get(0).actions().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void progressThatNobodyWatchesTakesEverythingAndGoesOn() {
        Progress progress = Progress.none();
        progress.status("searching");
        progress.partial(Document.of("so far"));

        assertThat(progress.cancelled()).isFalse();
    }

    private static final class Kinds implements Inbound.Cases<String> {
        @Override
        public String message(Inbound.Message message) {
            return "message";
        }

        @Override
        public String command(Inbound.Command command) {
            return "command";
        }

        @Override
        public String click(Inbound.Click click) {
            return "click";
        }

        @Override
        public String formSubmission(Inbound.FormSubmission submission) {
            return "form";
        }

        @Override
        public String reaction(Inbound.Reaction reaction) {
            return "reaction";
        }

        @Override
        public String edited(Inbound.Edited edited) {
            return "edited";
        }

        @Override
        public String deleted(Inbound.Deleted deleted) {
            return "deleted";
        }
    }
}
