package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Discord on this machine. It starts with two servers in which the bot is, the people {@link #ANA} (the owner), {@link #BEN}
 * and {@link #CHEN}, and the channels below; people write with {@link #mention}, {@link #slash} and the like.
 *
 * <p>A JDA comes here with {@link #TOKEN}, with a {@code RestConfig} whose base address is {@link #apiUrl()}, and with a session
 * controller whose gateway is {@link Gateway#url()}; one that does not wait five seconds between sessions makes tests shorter.
 */
public final class FakeDiscord implements AutoCloseable {
    public static final String ANA = "800000000000000011";
    public static final String BEN = "800000000000000022";
    public static final String CHEN = "800000000000000033";

    /** The bot's user, whose id is also the app's. */
    public static final String BOT = "800000000000000099";

    /** What the bot logs in with. */
    public static final String TOKEN = "ODAwMDAwMDAwMDAwMDAwMDk5.Gfake0.a-token-that-opens-nothing-anywhere";

    /** The server with Ana, Ben and Chen. */
    public static final String ACME = "900000000002490368";

    /** Another server, with Chen only, and on another shard when there are two. */
    public static final String OTHER = "900000000006684672";

    public static final String GENERAL = "900000000100000001";
    public static final String CAREERS = "900000000100000002";

    /** A forum with the tags {@link #TAG_HIRING} and {@link #TAG_SKILLS}. */
    public static final String HELP = "900000000100000003";

    public static final String TAG_HIRING = "900000000100000031";
    public static final String TAG_SKILLS = "900000000100000032";

    /** A channel that the bot does not see. */
    public static final String PRIVATE = "900000000100000004";

    /** A channel of the other server. */
    public static final String LOBBY = "900000000100000005";

    /** What the app proves itself with when somebody signs in. */
    public static final String SECRET = SignIns.SECRET;

    /** A role of the first server, which Ana has. */
    public static final String MENTORS = "900000000200000001";

    /** A server in which the bot is not; people can have installed it for themselves. */
    public static final String FOREIGN = "900000000036044800";

    /** A channel of that server. */
    public static final String OUTSIDE = "900000000100000006";

    private final Ids ids = new Ids();
    private final Settings settings = new Settings();
    private final Journal journal = new Journal();
    private final World world = new World();
    private final Limits limits = new Limits(settings, journal);
    private final Gateway gateway = new Gateway(settings, world, ids, journal);
    private final Events events = new Events(settings, world, gateway);
    private final Messages messages = new Messages(world, ids, journal, events);
    private final Access access = new Access(world, journal);
    private final CommandMethods commands = new CommandMethods(ids, journal, access);
    private final InteractionMethods methods = new InteractionMethods(settings, journal, world, messages);
    private final Interactions interactions = new Interactions(world, ids, gateway, commands, methods);
    private final SignIns signIns = new SignIns(world, ids, journal);
    private final PlaceMethods places =
            new PlaceMethods(settings, world, access, messages, events, gateway, journal, signIns);
    private final Rest rest = new Rest(world, journal, limits);

    private FakeDiscord() {
        world.addPerson(new Person(BOT, "mentor", true));
        world.addPerson(new Person(ANA, "ana", false));
        world.addPerson(new Person(BEN, "ben", false));
        world.addPerson(new Person(CHEN, "chen", false));
        world.addGuild(new Guild(ACME, "Acme ML", ANA).addRole(MENTORS, "Mentors", 0), ANA, BEN, CHEN)
                .grant(ANA, MENTORS);
        world.addGuild(new Guild(OTHER, "Other guild", CHEN), CHEN);
        world.addRoom(new Room(GENERAL, "general", ACME, Room.Kind.TEXT, "", ""));
        world.addRoom(new Room(CAREERS, "careers", ACME, Room.Kind.TEXT, "", ""));
        Room help = world.addRoom(new Room(HELP, "help", ACME, Room.Kind.FORUM, "", ""));
        help.tags().put(TAG_HIRING, "hiring");
        help.tags().put(TAG_SKILLS, "skills");
        world.addRoom(new Room(PRIVATE, "mentors", ACME, Room.Kind.TEXT, "", ""))
                .hide();
        world.addGuild(new Guild(FOREIGN, "Foreign guild", ANA), ANA, BEN, CHEN).present(false);
        world.addRoom(new Room(OUTSIDE, "outside", FOREIGN, Room.Kind.TEXT, "", ""));
        world.addRoom(new Room(LOBBY, "lobby", OTHER, Room.Kind.TEXT, "", ""));
        List<Route> routes = new ArrayList<>(places.routes());
        routes.addAll(new MessageMethods(settings, world, access, messages, events).routes());
        routes.addAll(commands.routes());
        routes.addAll(methods.routes());
        routes.addAll(signIns.routes());
        rest.start(routes);
    }

    /** Starts on free ports. */
    public static FakeDiscord start() {
        return new FakeDiscord();
    }

    @Override
    public void close() {
        gateway.close();
        rest.close();
    }

    /** The base address of the REST API, with a slash at its end. */
    public String apiUrl() {
        return rest.base();
    }

    /** The gateway and what can befall its connections. */
    public Gateway gateway() {
        return gateway;
    }

    public Settings settings() {
        return settings;
    }

    /** Lets something go wrong. */
    public Fault fault(Fault fault) {
        limits.add(fault);
        return fault;
    }

    /** Lets nothing go wrong any more. */
    public void clearFaults() {
        limits.clear();
    }

    /** What happened and what stands where. */
    public Observer see() {
        return new Observer(world, journal, commands, methods, gateway);
    }

    /** Every breach of a documented rule so far. */
    public List<Violation> violations() {
        methods.noteOverdue();
        return journal.violations();
    }

    /** What people and servers do besides writing. */
    public Happenings happens() {
        return new Happenings(world, messages, events, gateway);
    }

    /** Every forum post in this forum must have a tag from now on. */
    public void requireTag(String forum) {
        world.room(forum).requireTag();
    }

    /** A tag of a forum. */
    public void tag(String forum, String id, String name) {
        synchronized (world) {
            world.room(forum).tags().put(id, name);
        }
    }

    /** Gives a person a role. */
    public void grant(String guild, String user, String role) {
        synchronized (world) {
            world.guild(guild).grant(user, role);
        }
    }

    /** Takes a role from a person. */
    public void revoke(String guild, String user, String role) {
        synchronized (world) {
            world.guild(guild).revoke(user, role);
        }
    }

    /** What the others of a server call a person there. */
    public void nickname(String guild, String user, String name) {
        synchronized (world) {
            world.guild(guild).call(user, name);
        }
    }

    /** A person joins a server. */
    public void join(String guild, String user) {
        synchronized (world) {
            world.guild(guild).members().add(user);
        }
    }

    /**
     * A person's browser comes to an address that asks for his consent, and he gives it.
     *
     * @return the code that the browser is sent back with
     */
    public String agree(String user, String address) {
        synchronized (world) {
            return signIns.agree(user, address);
        }
    }

    /** A new role, with what it permits as {@link Permissions}. */
    public void addRole(String guild, String role, String label, long permissions) {
        synchronized (world) {
            events.roleCreated(world.guild(guild).addRole(role, label, permissions), role);
        }
    }

    /** Another server in which the bot is, with so many text channels and roles. */
    public void addGuild(String name, int channels, int roles) {
        synchronized (world) {
            Guild guild = world.addGuild(new Guild(ids.next(), name, ANA), ANA);
            for (int i = 0; i < roles; i++) {
                guild.addRole(ids.next(), "role-" + i, 0);
            }
            for (int i = 0; i < channels; i++) {
                world.addRoom(new Room(ids.next(), "channel-" + i, guild.id(), Room.Kind.TEXT, "", ""));
            }
        }
    }

    public Person person(String id) {
        return world.person(id);
    }

    /** Another member of the first server. */
    public Person addPerson(String id, String name) {
        synchronized (world) {
            world.guild(ACME).members().add(id);
            return world.addPerson(new Person(id, name, false));
        }
    }

    /** Somebody who is in none of the servers. */
    public Person addStranger(String id, String name) {
        synchronized (world) {
            return world.addPerson(new Person(id, name, false));
        }
    }

    public Room room(String id) {
        return world.room(id);
    }

    /** The channel of the direct messages between this person and the bot. */
    public String direct(String user) {
        return world.direct(user).id();
    }

    /** Says something in a channel or thread. */
    public Sent message(String channel, String user, String text) {
        return say(channel, user, Json.object().put("content", text));
    }

    /** Says something and sends a file along. */
    public Sent message(String channel, String user, String text, String file) {
        String url = "https://cdn.example.test/" + file;
        ObjectNode content = Json.object().put("content", text);
        ObjectNode attachment = Json.object().put("id", ids.next()).put("filename", file);
        attachment.put("size", 1000).put("url", url).put("proxy_url", url);
        synchronized (world) {
            Messages.Draft draft = Messages.Draft.of(world.room(channel), world.person(user));
            draft.extra().putArray("attachments").add(attachment);
            return told(draft.room(), messages.put(draft, content));
        }
    }

    private Sent told(Room room, Post post) {
        return new Sent(room, post, gateway.connections() > 0 && world.allowed(room) != 0);
    }

    /** Says something to the bot in a channel or thread. */
    public Sent mention(String channel, String user, String text) {
        String mention = world.bot().mention();
        return message(channel, user, text.contains(mention) ? text : mention + " " + text);
    }

    /** Replies to a message. */
    public Sent reply(Post to, String user, String text) {
        ObjectNode content = Json.object().put("content", text);
        content.putObject("message_reference").put("message_id", to.id());
        return say(to.channel(), user, content);
    }

    /** Writes to the bot alone. */
    public Sent directMessage(String user, String text) {
        return message(direct(user), user, text);
    }

    private Sent say(String channel, String user, ObjectNode content) {
        synchronized (world) {
            Room room = world.room(channel);
            return told(room, messages.put(Messages.Draft.of(room, world.person(user)), content));
        }
    }

    /** Another bot says something. */
    public Sent messageOfBot(String channel, String name, String text) {
        synchronized (world) {
            Person bot = world.addPerson(new Person(ids.next(), name, true));
            return message(channel, bot.id(), text);
        }
    }

    /** Opens a thread under a message. */
    public Room thread(Post of, String user, String name) {
        synchronized (world) {
            ObjectNode asked = Json.object().put("name", name);
            return places.open(world.room(of.channel()), of.id(), asked, user, of);
        }
    }

    /** Opens a post in a forum, with tags by their ids. */
    public Sent forumPost(String forum, String user, String title, String text, String... tags) {
        synchronized (world) {
            ObjectNode asked = Json.object().put("name", title);
            Room thread = places.open(world.room(forum), "", asked, user, null, List.of(tags));
            return message(thread.id(), user, text);
        }
    }

    /** Uses a command such as {@code mentor ask}, with its options by name. */
    public Interaction slash(String channel, String user, String command, Map<String, ?> options) {
        Use use = Use.of(channel, user, command);
        options.forEach(use::with);
        return use(use);
    }

    /** Uses a command. */
    public Interaction use(Use use) {
        return interactions.slash(use);
    }

    /** Types into an option of a command that offers suggestions. */
    public Interaction autocomplete(String channel, String user, String command, String option, String typed) {
        return interactions.autocomplete(Use.of(channel, user, command), option, typed);
    }

    /** Uses a command of a message's menu. */
    public Interaction messageCommand(Post target, String user, String name) {
        return interactions.messageCommand(Use.of(target.channel(), user, name), target);
    }

    /** Clicks the button with this custom id or label. */
    public Interaction click(Post post, String user, String idOrLabel) {
        return interactions.component(post, user, idOrLabel, List.of());
    }

    /** The same by somebody who does not see the message, as only a program could do it. */
    public Interaction forgedClick(Post post, String user, String idOrLabel) {
        return interactions.forged(post, user, idOrLabel);
    }

    /** The same with another custom id than the button has. */
    public Interaction forgedClick(Post post, String user, String idOrLabel, String customId) {
        return interactions.forged(post, user, idOrLabel, customId);
    }

    /** Chooses, by value or label, from the menu with this custom id or placeholder. */
    public Interaction select(Post post, String user, String idOrPlaceholder, String... values) {
        return interactions.component(post, user, idOrPlaceholder, List.of(values));
    }

    /** Sends the modal that this person sees, with values by custom id or label. */
    public Interaction modalSubmit(String user, Map<String, String> values) {
        return interactions.submit(user, values);
    }

    /** Closes the modal that this person sees; no app is told. */
    public void modalClose(String user) {
        methods.closeModal(user);
    }
}
