package io.github.mlmentor.discord;

import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import org.jspecify.annotations.Nullable;

/** The door to Discord. Thread-safe. */
public final class DiscordDoor implements HealthCheck, AutoCloseable {
    private static final int EVENTS_AT_ONCE = 10;
    private static final Set<GatewayIntent> INTENTS =
            EnumSet.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES, GatewayIntent.MESSAGE_CONTENT);

    private final Settings.Discord settings;
    private final Clock clock;
    private final ExecutorService events = Executors.newFixedThreadPool(EVENTS_AT_ONCE, DiscordDoor::daemon);
    private volatile @Nullable JDA jda;
    private volatile @Nullable DiscordPort port;

    private DiscordDoor(Settings.Discord settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A door, when the settings have a token. */
    public static Optional<DiscordDoor> from(Settings.Discord settings, Clock clock) {
        return settings.token().isPresent() ? Optional.of(new DiscordDoor(settings, clock)) : Optional.empty();
    }

    /**
     * Connects, and registers the commands where they have changed.
     *
     * @throws IllegalStateException when Discord refuses the token, with the mend
     */
    public void start(Intake intake, Policies policies, PersonalData data) {
        JDABuilder builder = JDABuilder.createLight(settings.token().reveal(), INTENTS)
                .setMemberCachePolicy(MemberCachePolicy.NONE)
                .setEventPool(events)
                .addEventListeners(new DiscordListener(new DiscordTranslator(), intake, policies, data, clock));
        if (!settings.apiUrl().isEmpty()) {
            builder.setRestConfig(new RestConfig().setBaseUrl(settings.apiUrl().replaceFirst("/*$", "/")));
        }
        try {
            JDA connected = builder.build();
            jda = connected;
            port = new DiscordPort(new DiscordApi(connected), clock);
            connected.awaitReady();
            DiscordCommands.register(connected);
        } catch (InvalidTokenException e) {
            throw new IllegalStateException(
                    "Discord refuses discord.token (DISCORD_TOKEN); copy it again from the Bot page of the application",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The way out, once connected. */
    public ReplyPort port() {
        DiscordPort open = port;
        if (open == null) {
            throw new IllegalStateException("Discord is not connected yet; its answers wait");
        }
        return open;
    }

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public Health check() {
        JDA connected = jda;
        return connected != null && connected.getStatus() == JDA.Status.CONNECTED
                ? Health.ok("connected")
                : Health.failure("not connected", "it tries again by itself; see the log when it does not");
    }

    @Override
    public void close() {
        JDA connected = jda;
        if (connected != null) {
            connected.shutdown();
        }
        events.shutdown();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "discord");
        thread.setDaemon(true);
        return thread;
    }
}
