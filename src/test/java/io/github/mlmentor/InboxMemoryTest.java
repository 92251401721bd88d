package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Turn;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.MemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboxMemoryTest {
    private final MemoryStore store = new MemoryStore(Clock.systemUTC());
    private final InboxMemory memory = new InboxMemory(store, 3);

    @Test
    void whatIsStoredWithAnswersIsRecalledOldestFirst() {
        for (int i = 0; i < 5; i++) {
            answered("c", "m" + i, InboxMemory.record(turn(i)));
        }
        assertThat(memory.recall("c")).containsExactly(turn(2), turn(3), turn(4));
    }

    @Test
    void aConversationIsRecalledByItsOwnNameOnly() {
        answered("c", "1", InboxMemory.record(turn(1)));
        assertThat(memory.recall("d")).isEmpty();
        assertThat(memory.recall("")).isEmpty();
    }

    @Test
    void anyWordsSurvive() {
        Turn strange = new Turn("\"q\"\n\u2028{}", "\ud83d\ude00", List.of("a/b", ""), "\\ \u0000 </script>");
        answered("c", "1", InboxMemory.record(strange));
        assertThat(memory.recall("c")).containsExactly(strange);
    }

    @Test
    void whatAnotherVersionWroteIsPassedOver() {
        answered("c", "1", "{\"question\":\"q\",\"unheard_of\":1}");
        answered("c", "2", "not json");
        answered("c", "3", InboxMemory.record(turn(3)));
        assertThat(memory.recall("c")).containsExactly(turn(3));
    }

    @Test
    void rememberingIsDoneByWhateverStoresTheAnswer() {
        memory.remember("c", turn(1));
        assertThat(memory.recall("c")).isEmpty();
    }

    private void answered(String conversation, String message, String record) {
        Job job = new Job(
                new MessageKey(Platform.SLACK, "w", conversation, message),
                new Conversation(conversation, Conversation.Kind.DIRECT),
                "ada",
                "q",
                Map.of(),
                Map.of(),
                true,
                Optional.empty(),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                Job.State.WAITING,
                0,
                0);
        store.keep(job, Instant.EPOCH);
        store.answered(job, new Answerer.Outcome("answered", record, List.of("a"), Map.of()), Instant.EPOCH);
    }

    private static Turn turn(int number) {
        return new Turn("q" + number, "standalone" + number, List.of("sql"), "answer" + number);
    }
}
