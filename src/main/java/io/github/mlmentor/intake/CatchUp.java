package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that came while nobody listened. A platform's gateway notes now and then that it listens; when it comes back, it asks
 * for what was written since, up to a bounded age. Thread-safe.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    /** What was written shortly before the last note may have been on its way to us when we went. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    private final Intake intake;
    private final Marks marks;
    private final Duration oldest;
    private final Clock clock;

    /** Fetches what a platform kept. */
    public interface Missed {
        /** Messages since a moment, oldest first. */
        List<Message> since(Instant moment);
    }

    /**
     * A message that was missed.
     *
     * @param answered whether people have answered it meanwhile
     */
    public record Message(Offer offer, boolean answered) {}

    /**
     * Catches up.
     *
     * @param oldest nothing older is answered
     */
    public CatchUp(Intake intake, Marks marks, Duration oldest, Clock clock) {
        this.intake = intake;
        this.marks = marks;
        this.oldest = oldest;
        this.clock = clock;
    }

    /** Notes that a platform is listened to now. */
    public void listening(Platform platform) {
        marks.set(name(platform), clock.instant());
    }

    /**
     * Offers what was missed and not answered by people; what was not missed after all is a duplicate.
     *
     * @return how many were taken in
     */
    public int run(Platform platform, Missed missed) {
        Instant since =
                marks.get(name(platform)).map(mark -> mark.minus(ON_ITS_WAY)).orElseGet(clock::instant);
        Instant earliest = clock.instant().minus(oldest);
        int taken = 0;
        for (Message message : missed.since(since.isBefore(earliest) ? earliest : since)) {
            boolean tooOld = message.offer().message().at().isBefore(earliest);
            if (!message.answered() && !tooOld && intake.offer(message.offer()) instanceof Admission.Admitted) {
                taken++;
            }
        }
        if (taken > 0) {
            LOG.info("{} questions that came while nobody listened are answered now", taken);
        }
        listening(platform);
        return taken;
    }

    private static String name(Platform platform) {
        return "listening/" + platform.name().toLowerCase(Locale.ROOT);
    }
}
