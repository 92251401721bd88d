package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.java_websocket.WebSocket;

/** The gateway: its sessions, and what can befall them. */
public final class Gateway implements GatewayServer.Guest, AutoCloseable {
    static final long GUILDS = 1;
    static final long MEMBERS = 1 << 1;
    static final long PRESENCES = 1 << 8;
    static final long MESSAGES = 1 << 9;
    static final long REACTIONS = 1 << 10;
    static final long DIRECT_MESSAGES = 1 << 12;
    static final long DIRECT_REACTIONS = 1 << 13;
    static final long MESSAGE_CONTENT = 1 << 15;
    private static final long KNOWN = (1L << 26) - 1;
    /** After these the session is gone. */
    private static final List<Integer> FINAL = List.of(4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014);

    private final Settings settings;
    private final World world;
    private final Ids ids;
    private final Journal journal;
    private final GatewayServer server = new GatewayServer(this);
    private final List<Session> sessions = new ArrayList<>();
    private final List<Integer> refusals = new ArrayList<>();
    private final AtomicInteger identifies = new AtomicInteger();
    private final AtomicInteger resumes = new AtomicInteger();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private volatile boolean mute;
    private volatile boolean down;
    private volatile long intents;
    private volatile String presence = "";

    Gateway(Settings settings, World world, Ids ids, Journal journal) {
        this.settings = settings;
        this.world = world;
        this.ids = ids;
        this.journal = journal;
        server.startAndWait();
    }

    /** Where it is. */
    public String url() {
        return "ws://127.0.0.1:" + server.getPort() + "/";
    }

    /** How often an app started a session; Discord allows a thousand a day. */
    public int identifies() {
        return identifies.get();
    }

    /** How often a session was resumed. */
    public int resumes() {
        return resumes.get();
    }

    public int heartbeats() {
        return heartbeats.get();
    }

    /** The intents of the latest session. */
    public long intents() {
        return intents;
    }

    /** What the bot was last said to be doing, as JSON, or empty. */
    public String presence() {
        return presence;
    }

    /** How many sessions have a connection. */
    public int connections() {
        synchronized (world) {
            return connected().size();
        }
    }

    /** Cuts every connection without a word. */
    public void drop() {
        connected().forEach(connection -> connection.socket.closeConnection(1006, "dropped"));
    }

    /** Closes every connection with this code. */
    public void close(int code) {
        connected().forEach(connection -> close(connection, code));
    }

    /** Asks the app to connect again (op 7). */
    public void reconnect() {
        ObjectNode request = Json.object().put("op", 7).putNull("d");
        connected().forEach(connection -> connection.send(request));
    }

    /** Says that the session is no good any more (op 9). */
    public void invalidate(boolean resumable) {
        ObjectNode word = Json.object().put("op", 9).put("d", resumable);
        synchronized (world) {
            List<Connection> there = connected();
            if (!resumable) {
                sessions.clear();
            }
            there.forEach(connection -> connection.send(word));
        }
    }

    /** Asks for a heartbeat now (op 1). */
    public void askHeartbeat() {
        ObjectNode request = Json.object().put("op", 1).putNull("d");
        connected().forEach(connection -> connection.send(request));
    }

    /** Whether heartbeats are left without an answer. */
    public void mute(boolean on) {
        mute = on;
    }

    /** Whether nobody can connect; connections that there are stay. */
    public void down(boolean on) {
        down = on;
    }

    /** Closes the next connections that identify or resume with these codes. */
    public void refuse(Integer... codes) {
        synchronized (world) {
            refusals.addAll(List.of(codes));
        }
    }

    private List<Connection> connected() {
        synchronized (world) {
            List<Connection> connected = new ArrayList<>();
            for (Session session : sessions) {
                if (session.connection != null) {
                    connected.add(session.connection);
                }
            }
            return connected;
        }
    }

    private void close(Connection connection, int code) {
        synchronized (world) {
            if (FINAL.contains(code)) {
                sessions.remove(connection.session);
            }
            connection.socket.close(code, "as documented");
        }
    }

    /**
     * Sends an event to whom it concerns.
     *
     * @param guild the server it is about, or empty
     * @param intent without which it is not sent, 0 if it needs none
     * @param data made for apps that may read messages and for those that may not
     * @return whether any app gets it now
     */
    boolean dispatch(String guild, String type, long intent, Function<Boolean, ObjectNode> data) {
        synchronized (world) {
            forgetOld();
            boolean any = false;
            for (Session session : sessions) {
                int shard = guild.isEmpty() ? 0 : world.guild(guild).shard(session.shards);
                if (shard == session.shard && (intent == 0 || (session.intents & intent) != 0)) {
                    session.dispatch(type, data.apply((session.intents & MESSAGE_CONTENT) != 0));
                    any |= session.connection != null && session.connection.socket.isOpen();
                }
            }
            return any;
        }
    }

    private void forgetOld() {
        long life = settings.sessionLife.toNanos();
        sessions.removeIf(session -> session.connection == null && System.nanoTime() - session.lostAt > life);
    }

    @Override
    public boolean admits() {
        return !down;
    }

    @Override
    public void opened(WebSocket socket, String address) {
        synchronized (world) {
            Connection connection = new Connection(socket, address.contains("compress=zlib-stream"));
            socket.setAttachment(connection);
            ObjectNode hello = Json.object().put("op", 10);
            hello.putObject("d").put("heartbeat_interval", settings.heartbeat.toMillis());
            connection.send(hello);
        }
    }

    @Override
    public void closed(WebSocket socket, int code, boolean byApp) {
        synchronized (world) {
            Connection connection = socket.getAttachment();
            if (connection == null) {
                return;
            }
            Session session = connection.session;
            if (session != null && session.connection == connection) {
                session.connection = null;
                session.lostAt = System.nanoTime();
                if (byApp && (code == 1000 || code == 1001)) {
                    sessions.remove(session);
                }
            }
            connection.end();
        }
    }

    @Override
    public void said(WebSocket socket, String text) {
        synchronized (world) {
            Connection connection = socket.getAttachment();
            JsonNode message = Json.read(text);
            if (!connection.mayHear()) {
                journal.violation("too_many_gateway_messages", "more than 120 in a minute");
                close(connection, 4008);
                return;
            }
            JsonNode data = message.path("d");
            switch (message.path("op").asInt(-1)) {
                case 1 -> {
                    heartbeats.incrementAndGet();
                    if (!mute) {
                        connection.send(Json.object().put("op", 11));
                    }
                }
                case 2 -> identify(connection, data);
                case 3 -> presence = Json.write(data);
                case 6 -> resume(connection, data);
                case 8 -> members(connection, data);
                default -> close(connection, 4001);
            }
        }
    }

    private boolean refused(Connection connection, JsonNode data) {
        int code = refusals.isEmpty() ? 0 : refusals.remove(0);
        if (code == 0 && !FakeDiscord.TOKEN.equals(data.path("token").asText().replaceFirst("^Bot ", ""))) {
            code = 4004;
        }
        if (code != 0) {
            close(connection, code);
        }
        return code != 0;
    }

    private void identify(Connection connection, JsonNode data) {
        identifies.incrementAndGet();
        if (connection.session != null) {
            close(connection, 4005);
            return;
        }
        if (refused(connection, data)) {
            return;
        }
        long asked = data.path("intents").asLong();
        int shard = data.path("shard").path(0).asInt();
        int shards = data.path("shard").path(1).asInt(1);
        int code = wrong(asked, shard, shards);
        if (code != 0) {
            close(connection, code);
            return;
        }
        intents = asked;
        presence = data.hasNonNull("presence") ? Json.write(data.path("presence")) : presence;
        Session session = new Session(ids.token(32), asked, shard, shards);
        session.connection = connection;
        connection.session = session;
        sessions.add(session);
        ObjectNode ready =
                Json.object().put("v", 10).put("session_id", session.id).put("resume_gateway_url", url());
        ready.set("user", world.bot().json().put("verified", true).put("mfa_enabled", true));
        ready.putObject("application").put("id", World.BOT).put("flags", 0);
        ready.putArray("private_channels");
        ArrayNode guilds = ready.putArray("guilds");
        List<Guild> mine = world.guilds().stream()
                .filter(guild -> guild.present() && guild.shard(shards) == shard)
                .toList();
        mine.forEach(guild -> guilds.addObject().put("id", guild.id()).put("unavailable", true));
        session.dispatch("READY", ready);
        if ((asked & GUILDS) != 0) {
            mine.forEach(guild -> session.dispatch("GUILD_CREATE", guildCreate(guild)));
        }
    }

    private int wrong(long asked, int shard, int shards) {
        if ((asked & ~KNOWN) != 0) {
            return 4013;
        }
        boolean allowed =
                (asked & (MEMBERS | PRESENCES)) == 0 && (settings.messageContent || (asked & MESSAGE_CONTENT) == 0);
        if (!allowed) {
            return 4014;
        }
        return shard < shards ? 0 : 4010;
    }

    /** A server as it comes when the app starts or is invited. */
    ObjectNode guildCreate(Guild guild) {
        ObjectNode json = guild.json()
                .put("joined_at", "2024-01-01T00:00:00.000000+00:00")
                .put("large", false)
                .put("unavailable", false)
                .put("member_count", guild.members().size() + 1);
        for (String list : List.of("voice_states", "guild_scheduled_events", "stage_instances", "presences")) {
            json.putArray(list);
        }
        json.putArray("members").add(guild.member(world.bot()));
        ArrayNode channels = json.putArray("channels");
        ArrayNode threads = json.putArray("threads");
        for (Room room : world.rooms()) {
            if (room.guild().equals(guild.id())) {
                boolean thread = room.kind() == Room.Kind.THREAD;
                if (!thread) {
                    channels.add(room.json(world));
                } else if (!room.archived() && world.allowed(room) != 0) {
                    threads.add(room.json(world));
                }
            }
        }
        return json;
    }

    private void resume(Connection connection, JsonNode data) {
        if (refused(connection, data)) {
            return;
        }
        forgetOld();
        String id = data.path("session_id").asText();
        int after = data.path("seq").asInt();
        Session session =
                sessions.stream().filter(one -> one.id.equals(id)).findFirst().orElse(null);
        if (session == null) {
            connection.send(Json.object().put("op", 9).put("d", false));
            return;
        }
        if (after > session.sequence()) {
            connection.session = session;
            close(connection, 4007);
            return;
        }
        resumes.incrementAndGet();
        connection.session = session;
        session.connection = connection;
        session.replay(after, connection);
        session.dispatch("RESUMED", Json.object());
    }

    private void members(Connection connection, JsonNode data) {
        Session session = connection.session;
        Guild guild = world.findGuild(data.path("guild_id").asText());
        if (session == null || guild == null) {
            close(connection, 4003);
            return;
        }
        ObjectNode chunk = Json.object()
                .put("guild_id", guild.id())
                .put("chunk_index", 0)
                .put("chunk_count", 1)
                .put("nonce", data.path("nonce").asText());
        ArrayNode members = chunk.putArray("members");
        chunk.putArray("not_found");
        JsonNode asked = data.path("user_ids");
        for (JsonNode user : asked.isArray() ? asked : Json.array().add(asked.asText())) {
            Person person = world.findPerson(user.asText());
            if (person != null && (guild.members().contains(person.id()) || person.bot())) {
                members.add(guild.member(person));
            }
        }
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk);
    }

    @Override
    public void close() {
        server.shutDown();
    }
}
