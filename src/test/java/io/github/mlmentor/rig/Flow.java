package io.github.mlmentor.rig;

import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** People who keep asking. */
final class Flow implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * Begins to ask.
     *
     * @param patience nobody asks more while so many questions wait for their answer
     * @param parts answers have between one and so many parts
     */
    Flow(FakePlatform platform, long seed, int perSecond, int patience, int parts) {
        Random random = new Random(seed);
        Channels channels = new Channels(random);
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    if (platform.ledger().open() >= patience) {
                        return;
                    }
                    int where = channels.next();
                    platform.ask("c" + where, "u" + where, 1 + random.nextInt(parts));
                },
                0,
                1_000_000 / perSecond,
                TimeUnit.MICROSECONDS);
    }

    /** Asks nothing more. */
    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the asking does not end");
        }
    }
}
