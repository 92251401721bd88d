package io.github.mlmentor.rig;

import java.io.IOException;

/** The child process: the bot behind an {@link EventDoor}, or with {@code --naive} the one that it is compared with. */
public final class RigBot {
    private RigBot() {}

    /** Runs until it is told to stop, or killed. */
    public static void main(String[] arguments) throws IOException {
        Options options = new Options(arguments);
        PlatformClient platform = new PlatformClient(options.number("platform", 0));
        int composeMillis = options.number("compose", 0);
        OffsetClock clock = new OffsetClock();
        if (options.has("naive")) {
            NaiveBot bot = new NaiveBot(platform, composeMillis);
            EventDoor.open(clock, bot::take).announce();
        }
    }
}
