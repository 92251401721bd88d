package io.github.mlmentor.discord;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.Wordless;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.SessionController;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Discord's gateway, in as many shards as are set. JDA keeps and resumes the sessions; this begins them, notes what
 * Discord lets the app do, and ends them for good where Discord says that trying again is no use. Thread-safe.
 */
final class DiscordConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordConnection.class);
    private static final Set<GatewayIntent> VITAL = EnumSet.of(
            GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES, GatewayIntent.GUILD_MESSAGE_REACTIONS);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final int LONGEST_PAUSE_SECONDS = 60;
    private static final String TOKEN_MEND =
            "copy it again from the Bot page of the app at https://discord.com/developers/applications";

    private final Settings.Discord settings;
    private final Application application;
    private final DiscordLimits limits;
    private final ExecutorService events;
    private final Executor afterwards;
    private final ScheduledExecutorService ticks;
    private final AtomicBoolean registered = new AtomicBoolean();
    private final Object lock = new Object();
    private volatile @Nullable EventListener listener;
    private volatile Runnable connected = () -> {};
    private volatile @Nullable ShardManager manager;
    private volatile String trouble = "not started";
    private volatile String mend = "";
    private volatile boolean readsMessages = true;
    private volatile boolean closed;

    /**
     * A connection that is not open yet.
     *
     * @param events where what Discord sends is heard, one thing after the other
     * @param afterwards where something may take longer
     */
    DiscordConnection(
            Settings.Discord settings, ExecutorService events, Executor afterwards, ScheduledExecutorService ticks) {
        this.settings = settings;
        this.application = new Application(settings);
        this.limits = new DiscordLimits(URI.create(Application.base(settings)).getPath());
        this.events = events;
        this.afterwards = afterwards;
        this.ticks = ticks;
    }

    /** What Discord says of its limits. */
    DiscordLimits limits() {
        return limits;
    }

    /** The shards, or null while there are none. */
    @Nullable
    ShardManager shards() {
        return manager;
    }

    /** Some shard, through which anything can be called; null while there is none. */
    @Nullable
    JDA any() {
        ShardManager open = manager;
        return open == null
                ? null
                : open.getShardCache().stream()
                        .filter(shard -> shard.getStatus() != JDA.Status.SHUTDOWN)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Connects, in the background when Discord cannot be reached at once.
     *
     * @param connected told each time that Discord begins to send anew
     * @throws IllegalStateException when Discord refuses the token, with the mend
     */
    void open(EventListener listener, Runnable connected) {
        this.listener = listener;
        this.connected = connected;
        try {
            readsMessages = application.facts().readsMessages();
        } catch (Application.Refused e) {
            throw new IllegalStateException("Discord refuses discord.token (DISCORD_TOKEN); " + TOKEN_MEND, e);
        } catch (IOException e) {
            LOG.warn("Discord cannot be reached now; it is tried again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        connect(Duration.ZERO);
    }

    private void connect(Duration pause) {
        try {
            var unused = ticks.schedule(
                    () -> afterwards.execute(() -> connectNow(pause)), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed while waiting to connect");
        }
    }

    private void connectNow(Duration pause) {
        if (closed) {
            return;
        }
        Duration next = pause.isZero() ? SOON : pause.multipliedBy(2);
        next = next.compareTo(LATER) > 0 ? LATER : next;
        try {
            Application.Gateway gateway = application.gateway();
            if (gateway.left() < 1) {
                Duration wait = gateway.untilReset().plus(SOON);
                fail("Discord lets the bot connect again in " + wait.toMinutes() + " minutes", "it waits by itself");
                connect(wait);
                return;
            }
            readsMessages = readsMessages && application.facts().readsMessages();
            int total = settings.shards().equals("auto") ? gateway.shards() : Integer.parseInt(settings.shards());
            if (last(total) >= total) {
                throw new IllegalArgumentException("discord.shard_range goes up to " + last(total)
                        + ", and there are only " + total + " shards, the first of which is 0");
            }
            trouble = "connecting";
            mend = "";
            // What becomes of the sessions is looked at when it is known whose they are.
            synchronized (lock) {
                manager = build(gateway, total);
            }
        } catch (Application.Refused | InvalidTokenException e) {
            fail("Discord refuses discord.token (DISCORD_TOKEN)", TOKEN_MEND);
        } catch (IllegalArgumentException e) {
            // Trying again changes no setting.
            fail(String.valueOf(e.getMessage()), "set discord.shards or discord.shard_range, then start anew");
            LOG.error("{}; {}", trouble, mend);
        } catch (IOException | RuntimeException e) {
            fail("Discord cannot be reached", "it tries again by itself; doctor says more");
            LOG.warn("Discord could not be connected to; it is tried again", Wordless.of(e));
            connect(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String detail, String whatToDo) {
        trouble = detail;
        mend = whatToDo;
    }

    /** The last shard that this process has. */
    private int last(int total) {
        return settings.shardRange().isEmpty()
                ? total - 1
                : Integer.parseInt(settings.shardRange().split("-")[1]);
    }

    private ShardManager build(Application.Gateway gateway, int total) {
        Set<GatewayIntent> intents = EnumSet.copyOf(VITAL);
        if (readsMessages) {
            intents.add(GatewayIntent.MESSAGE_CONTENT);
        } else {
            LOG.warn(
                    "The app may not read messages that do not mention it; doctor says what that costs and how to change it");
        }
        DefaultShardManagerBuilder builder = DefaultShardManagerBuilder.createLight(
                        settings.token().reveal(), intents)
                .enableCache(CacheFlag.FORUM_TAGS)
                .setShardsTotal(total)
                .setSessionController(new Way(gateway))
                .setRestConfig(new RestConfig().setBaseUrl(Application.base(settings)))
                // OkHttp sends a post again by itself when the connection that it used breaks, and Discord then shows
                // it twice.
                .setHttpClientBuilder(new OkHttpClient.Builder()
                        .retryOnConnectionFailure(false)
                        .addInterceptor(limits))
                .setRequestTimeoutRetry(false)
                .setMaxReconnectDelay(LONGEST_PAUSE_SECONDS)
                .setEnableShutdownHook(false)
                .setUseShutdownNow(true)
                .setEventPool(events, false)
                .addEventListeners(new Lifecycle());
        EventListener heard = listener;
        if (heard != null) {
            builder.addEventListeners(heard);
        }
        if (!settings.shardRange().isEmpty()) {
            builder.setShards(Integer.parseInt(settings.shardRange().split("-")[0]), last(total));
        }
        return builder.build();
    }

    /** Where the gateway is, as Discord says and not as JDA remembers. */
    private static final class Way extends ConcurrentSessionController {
        private final Application.Gateway gateway;

        Way(Application.Gateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public String getGateway() {
            return gateway.url();
        }

        @Override
        public SessionController.ShardedGateway getShardedGateway(JDA api) {
            return new SessionController.ShardedGateway(gateway.url(), gateway.shards(), gateway.concurrency());
        }
    }

    /** What becomes of the sessions. */
    private final class Lifecycle extends ListenerAdapter {
        @Override
        public void onReady(ReadyEvent event) {
            afterwards.execute(() -> register(event.getJDA()));
            connected.run();
        }

        @Override
        public void onSessionRecreate(SessionRecreateEvent event) {
            connected.run();
        }

        @Override
        public void onShutdown(ShutdownEvent event) {
            synchronized (lock) {
                ShardManager open = manager;
                boolean ours = open != null && open == event.getJDA().getShardManager();
                // Each shard is told; what is to be done is done at the first.
                if (!closed && ours) {
                    ended(event.getCloseCode());
                }
            }
        }

        private void ended(@Nullable CloseCode code) {
            if (code == null) {
                fail("Discord closed the connection", "it connects again by itself");
                leave();
                connect(LATER);
                return;
            }
            if (code == CloseCode.DISALLOWED_INTENTS && readsMessages) {
                // Taken away since it was looked up. What is left works without it.
                readsMessages = false;
                leave();
                connect(SOON);
                return;
            }
            fail(
                    "Discord closed the connection for good (" + code.getCode() + ")",
                    switch (code) {
                        case AUTHENTICATION_FAILED -> "the token is no longer good; " + TOKEN_MEND;
                        case INVALID_SHARD, SHARDING_REQUIRED -> "set discord.shards to auto, or to a higher number";
                        case INVALID_INTENTS, DISALLOWED_INTENTS ->
                            "switch on Message Content Intent on the Bot page of the app, then start anew";
                        default -> "start anew, with the newest version when it happens again";
                    });
            LOG.error("{}; {}", trouble, mend);
            leave();
        }
    }

    /** Once, by the process that has the first shard of its own. */
    private void register(JDA jda) {
        String server = settings.commandServer();
        Guild guild = server.isEmpty() ? null : jda.getGuildById(server);
        boolean mine = server.isEmpty() ? jda.getShardInfo().getShardId() == 0 : guild != null;
        if (!mine || !registered.compareAndSet(false, true)) {
            return;
        }
        try {
            if (guild == null) {
                DiscordCommands.register(jda);
            } else {
                DiscordCommands.register(guild);
            }
        } catch (RuntimeException e) {
            registered.set(false);
            LOG.warn("The commands could not be registered; that is tried again with the next session", Wordless.of(e));
        }
    }

    private void leave() {
        ShardManager open = manager;
        manager = null;
        if (open != null) {
            open.shutdown();
        }
    }

    /** Whether Discord gives the bot what is written without mentioning it. */
    boolean readsMessages() {
        return readsMessages;
    }

    /** How it is. */
    Health health() {
        ShardManager open = manager;
        if (open == null) {
            return Health.failure("not connected: " + trouble, mend);
        }
        long shards = open.getShardCache().size();
        long live = open.getShardCache().stream()
                .filter(shard -> shard.getStatus() == JDA.Status.CONNECTED)
                .count();
        long wanted = open.getShardsQueued() + shards;
        if (live < wanted) {
            return Health.failure(live + " of " + wanted + " shards are connected", "it tries again by itself");
        }
        String servers = "connected, in " + open.getGuildCache().size() + " servers";
        return Health.ok(readsMessages ? servers : servers + ", reading only what mentions it");
    }

    @Override
    public void close() {
        closed = true;
        leave();
    }
}
