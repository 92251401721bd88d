package io.github.mlmentor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageKeyTest {
    @Test
    void theTextNamesPlatformWorkspaceChannelAndMessage() {
        assertThat(new MessageKey(Platform.SLACK, "T1", "C2", "1700000000.000100").asText())
                .isEqualTo("slack/T1/C2/1700000000.000100");
    }

    @Test
    void differentMessagesNeverHaveTheSameText() {
        List<MessageKey> keys = List.of(
                new MessageKey(Platform.WEB, "-", "a/b", "c"),
                new MessageKey(Platform.WEB, "-", "a", "b/c"),
                new MessageKey(Platform.WEB, "-/a", "b", "c"),
                new MessageKey(Platform.WEB, "-", "a%2Fb", "c"),
                new MessageKey(Platform.TERMINAL, "-", "a", "c"),
                new MessageKey(Platform.WEB, "-", "a", "c"));

        assertThat(keys.stream().map(MessageKey::asText)).doesNotHaveDuplicates();
    }

    @Test
    void noPartMayBeBlank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageKey(Platform.SLACK, " ", "C", "m"))
                .withMessageContaining("workspace");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageKey(Platform.SLACK, "T", "", "m"))
                .withMessageContaining("channel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageKey(Platform.SLACK, "T", "C", "\n"))
                .withMessageContaining("message");
    }
}
