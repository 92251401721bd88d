package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.yaml.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slack on this machine. It starts with one workspace in which the bot is installed, the people {@link #ANA} (an admin),
 * {@link #BEN} and {@link #CHEN}, and the channels below; people write with {@link #mention}, {@link #slash} and the like.
 */
public final class FakeSlack implements AutoCloseable {
    public static final String ANA = "U0ANA000001";
    public static final String BEN = "U0BEN000001";
    public static final String CHEN = "U0CHEN00001";

    /** Public, the bot is a member. */
    public static final String GENERAL = "C0GENERAL01";

    /** Public, the bot is a member. */
    public static final String CAREERS = "C0CAREERS01";

    /** Private, the bot is a member. */
    public static final String PRIVATE = "C0PRIVATE01";

    /** A direct message of Ana, Ben and the bot. */
    public static final String GROUP = "G0GROUPDM01";

    /** Public, the bot is no member. */
    public static final String ELSEWHERE = "C0ELSEWHERE";

    /** Private, the bot is no member and must not know. */
    public static final String SECRET = "C0SECRET001";

    /** What Socket Mode is opened with. */
    public static final String APP_TOKEN = "xapp-1-A0FAKE00001-1000000000001-0123456789abcdef";

    public static final String CLIENT_ID = Tokens.CLIENT_ID;
    public static final String CLIENT_SECRET = Tokens.CLIENT_SECRET;

    private final Ids ids = new Ids();
    private final Settings settings = new Settings();
    private final Journal journal = new Journal();
    private final World world = new World(ids);
    private final Views views = new Views(ids);
    private final Tokens tokens = new Tokens(settings, world, ids);
    private final Faults faults = new Faults(settings, journal);
    private final WebApi api = new WebApi(world, tokens, journal, faults);
    private final Triggers triggers = new Triggers(settings, world, ids, journal);
    private final SocketDoor sockets = new SocketDoor(settings, journal);
    private final HttpDoor http = new HttpDoor(settings, journal);
    private final Postman postman = new Postman(settings, journal, sockets, this::acknowledged);
    private final Events events = new Events(settings, world, ids, postman);
    private final Interactions interactions =
            new Interactions(settings, world, views, triggers, ids, postman, journal, api.base());
    private final Team team = world.addTeam("Acme ML", null);

    private FakeSlack() {
        person(ANA, "ana", team, true);
        person(BEN, "ben", team, false);
        person(CHEN, "chen", team, false);
        String bot = team.botUser();
        channel(GENERAL, "general", team, Room.Kind.CHANNEL, false, ANA, BEN, CHEN, bot);
        channel(CAREERS, "careers", team, Room.Kind.CHANNEL, false, ANA, BEN, CHEN, bot);
        channel(PRIVATE, "mentors", team, Room.Kind.GROUP, false, ANA, BEN, bot);
        channel(GROUP, "mpdm-ana--ben--mentor-1", team, Room.Kind.MPIM, false, ANA, BEN, bot);
        channel(ELSEWHERE, "elsewhere", team, Room.Kind.CHANNEL, false, ANA, BEN);
        channel(SECRET, "secret", team, Room.Kind.GROUP, false, ANA, BEN);
        Access access = new Access(world);
        String url = "https://acme-ml.slack.com/";
        ChatMethods chat = new ChatMethods(world, access, new Content(journal, ids), events, url);
        Map<String, Method> methods = new HashMap<>(chat.methods());
        methods.putAll(new AccountMethods(world, tokens, url).methods());
        methods.putAll(new ConversationMethods(world, access, events).methods());
        methods.putAll(
                new StreamMethods(settings, world, access, new Content(journal, ids), events, journal).methods());
        methods.putAll(new SurfaceMethods(settings, world, access, views, triggers, journal).methods());
        api.start(methods, chat, triggers, sockets, APP_TOKEN);
    }

    /** Starts on free ports and sends by Socket Mode. */
    public static FakeSlack start() {
        return new FakeSlack();
    }

    private void acknowledged(Delivery delivery, String body) {
        interactions.acknowledged(delivery, body);
    }

    @Override
    public void close() {
        postman.close();
        sockets.shutDown();
        api.close();
    }

    /** The prefix of the Web API's methods. */
    public String apiUrl() {
        return api.base() + "/api/";
    }

    public Settings settings() {
        return settings;
    }

    /** Socket Mode and what can befall its connections. */
    public SocketDoor sockets() {
        return sockets;
    }

    /** Requests that are forged, stale or sent again. */
    public HttpDoor http() {
        return http;
    }

    /** Sends events as signed posts to this address from now on. */
    public FakeSlack sendTo(String url) {
        http.url(url);
        postman.use(http);
        return this;
    }

    /** Sends events by Socket Mode from now on. */
    public FakeSlack sendBySocket() {
        postman.use(sockets);
        return this;
    }

    /** Lets something go wrong. */
    public Fault fault(Fault fault) {
        faults.add(fault);
        return fault;
    }

    /** Lets nothing go wrong any more. */
    public void clearFaults() {
        faults.clear();
    }

    /** What happened and what stands where. */
    public Observer see() {
        return new Observer(world, views, interactions, journal);
    }

    /** Every breach of a documented rule so far. */
    public List<Violation> violations() {
        return journal.violations();
    }

    /** Events of rarer kinds, and workspaces, people and channels that come and go. */
    public Happenings happens() {
        return new Happenings(world, tokens, events, views, ids);
    }

    /** Grants the scopes and sends the events that an app made from this manifest has, and no others. */
    public FakeSlack installed(Path manifest) {
        JsonNode asked;
        try {
            asked = YamlTree.parse(Files.readString(manifest), 1).root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        team.scopes().clear();
        asked.at("/oauth_config/scopes/bot").forEach(scope -> team.scopes().add(scope.asText()));
        List<String> events = new ArrayList<>();
        asked.at("/settings/event_subscriptions/bot_events").forEach(event -> events.add(event.asText()));
        settings.subscriptions(events.toArray(String[]::new));
        return this;
    }

    /** The workspace that is there from the start. */
    public Team team() {
        return team;
    }

    /** Another workspace, without people and channels. */
    public Team addTeam(String name, @Nullable String enterprise) {
        return world.addTeam(name, enterprise);
    }

    public Person person(String id, String name, Team home, boolean admin) {
        return world.addPerson(id, name, home.id(), admin);
    }

    public Room channel(String id, String name, Team home, Room.Kind kind, boolean shared, String... members) {
        return world.addRoom(new Room(id, name, home.id(), kind, shared, List.of(members)));
    }

    /** The channel of the direct messages between this person and the bot. */
    public String direct(String user) {
        return world.direct(user).id();
    }

    /** Says something to the bot in a channel. */
    public Sent mention(String channel, String user, String text) {
        return mention(channel, user, text, "");
    }

    /** Says something to the bot in a thread. */
    public Sent mention(String channel, String user, String text, String thread) {
        Team there = world.team(world.room(channel).team());
        String words = text.contains(there.mention()) ? text : there.mention() + " " + text;
        return say(Said.in(channel, user, words).inThread(thread));
    }

    /** Says something in a channel. */
    public Sent message(String channel, String user, String text) {
        return say(Said.in(channel, user, text));
    }

    /** Says something in a thread. */
    public Sent message(String channel, String user, String text, String thread) {
        return say(Said.in(channel, user, text).inThread(thread));
    }

    /** Writes to the bot alone. */
    public Sent directMessage(String user, String text) {
        return say(Said.in(direct(user), user, text));
    }

    /** Writes to the bot alone, in a thread. */
    public Sent directMessage(String user, String text, String thread) {
        return say(Said.in(direct(user), user, text).inThread(thread));
    }

    /** Says anything. */
    public Sent say(Said said) {
        return events.say(said);
    }

    /** Uses a command, such as {@code /mentor}. */
    public Delivery slash(String channel, String user, String command, String text) {
        return interactions.slash(channel, user, command, text);
    }

    /** Uses a message shortcut. */
    public Delivery shortcut(String channel, String user, String ts, String callbackId) {
        Room room = world.room(channel);
        return interactions.shortcut(user, callbackId, room, see().post(channel, ts));
    }

    /** Uses a global shortcut. */
    public Delivery shortcut(String user, String callbackId) {
        return interactions.shortcut(user, callbackId, null, null);
    }

    /** Clicks what has this action id or label in a message. */
    public Delivery click(String channel, String user, String ts, String action) {
        return click(channel, user, ts, action, "");
    }

    /**
     * Clicks or chooses in a message.
     *
     * @param choice {@code positive} or {@code negative} for feedback buttons, the value for a menu
     */
    public Delivery click(String channel, String user, String ts, String action, String choice) {
        return interactions.click(world.room(channel), user, see().post(channel, ts), action, choice);
    }

    /** Clicks in a message that only one person sees. */
    public Delivery click(Ephemeral ephemeral, String action) {
        return interactions.click(ephemeral, action, "");
    }

    /** Clicks in the modal that this person sees. */
    public Delivery clickInModal(String user, String action, String choice) {
        return interactions.clickInView(user, false, action, choice);
    }

    /** Clicks in this person's Home tab. */
    public Delivery clickAtHome(String user, String action) {
        return interactions.clickInView(user, true, action, "");
    }

    /** Submits the modal that this person sees, with values by block id or action id. */
    public Delivery viewSubmit(String user, Map<String, String> values) {
        return interactions.submit(user, values);
    }

    /** Closes the modal that this person sees; the app may not be told. */
    public @Nullable Delivery viewClose(String user) {
        return interactions.dismiss(user);
    }

    /** Any event of the first workspace. */
    public Delivery event(ObjectNode event) {
        return events.emit(team, event, false, Duration.ZERO);
    }

    /** Any event with the same event id again, as a retry whose first attempt got lost. */
    public Delivery again(Delivery delivery) {
        return postman.deliver(new Delivery(delivery.kind(), delivery.payload()), Duration.ZERO);
    }

    /** Puts a message into a channel that no event told of, such as before the bot came. */
    public Post seed(String channel, String user, String text, String thread) {
        ObjectNode message =
                Json.object().put("type", "message").put("user", user).put("text", text);
        if (!thread.isEmpty()) {
            message.put("thread_ts", thread);
        }
        return world.put(world.room(channel), message);
    }

    /** A code as it comes to the app's redirect address when this person installs it. */
    public String grant(Team where, String user) {
        return tokens.grant(where, user);
    }
}
