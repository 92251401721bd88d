package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the app can ask about itself, servers, channels and threads. */
final class PlaceMethods {
    private static final Set<Integer> ARCHIVING = Set.of(60, 1440, 4320, 10080);

    private final Settings settings;
    private final World world;
    private final Access access;
    private final Messages messages;
    private final Events events;
    private final Gateway gateway;
    private final Journal journal;
    private final SignIns signIns;

    PlaceMethods(
            Settings settings,
            World world,
            Access access,
            Messages messages,
            Events events,
            Gateway gateway,
            Journal journal,
            SignIns signIns) {
        this.settings = settings;
        this.world = world;
        this.access = access;
        this.messages = messages;
        this.events = events;
        this.gateway = gateway;
        this.journal = journal;
        this.signIns = signIns;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "gateway", "gateway", request -> Json.object().put("url", gateway.url())),
                Route.of("GET", "gateway/bot", "gateway.bot", request -> bot()),
                Route.of("GET", "users/@me", "user.me", this::me),
                Route.of("GET", "users/@me/guilds", "user.guilds", request -> guilds()),
                Route.of("DELETE", "users/@me/guilds/{}", "guild.leave", this::leave),
                Route.of("POST", "users/@me/channels", "direct.open", this::direct),
                Route.of("GET", "users/{}", "user.get", this::user),
                Route.of("GET", "applications/@me", "application", request -> application()),
                Route.of("GET", "oauth2/applications/@me", "application", request -> application()),
                Route.of(
                        "GET",
                        "guilds/{}",
                        "guild.get",
                        request -> access.guild(request.id(0)).json()),
                Route.of("GET", "guilds/{}/channels", "guild.channels", this::channels),
                Route.of("GET", "guilds/{}/threads/active", "guild.threads", this::active),
                Route.of("GET", "guilds/{}/members/{}", "member.get", this::member),
                Route.of("GET", "channels/{}", "channel.get", this::channel),
                Route.of("PATCH", "channels/{}", "channel.edit", this::edit),
                Route.of("PUT", "channels/{}/thread-members/@me", "thread.join", request -> {
                    access.room(request.id(0), 0, "thread.join");
                    return null;
                }),
                Route.of("GET", "channels/{}/threads/archived/public", "thread.archived", this::archived),
                Route.of("POST", "channels/{}/messages/{}/threads", "thread.create", this::threadOfMessage),
                Route.of("POST", "channels/{}/threads", "thread.create", this::thread));
    }

    private JsonNode bot() {
        ObjectNode answer = Json.object().put("url", gateway.url()).put("shards", settings.shards);
        answer.putObject("session_start_limit")
                .put("total", 1000)
                .put("remaining", Math.max(0, settings.sessionStarts - gateway.identifies()))
                .put("reset_after", settings.sessionStartsAnew.toMillis())
                .put("max_concurrency", 1);
        return answer;
    }

    private JsonNode me(Request request) {
        if (request.authorization().startsWith("Bearer ")) {
            return signIns.person(request.authorization()).json();
        }
        return world.bot().json().put("verified", true).put("mfa_enabled", true);
    }

    private JsonNode guilds() {
        ArrayNode all = Json.array();
        world.guilds().stream()
                .filter(Guild::present)
                .forEach(guild -> all.addObject()
                        .put("id", guild.id())
                        .put("name", guild.name())
                        .put("owner", false)
                        .put("permissions", Long.toString(Permissions.USUAL)));
        return all;
    }

    private JsonNode application() {
        ObjectNode json = Json.object()
                .put("id", World.BOT)
                .put("name", "ML Mentor")
                .put("description", "")
                .put("bot_public", true)
                .put("bot_require_code_grant", false)
                .put("approximate_guild_count", guilds().size())
                .put("flags", settings.messageContent ? 1 << 19 : 0);
        json.set("owner", world.person(FakeDiscord.ANA).json());
        return json;
    }

    private JsonNode direct(Request request) {
        String user = request.body().path("recipient_id").asText();
        if (world.findPerson(user) == null) {
            throw new ApiError(404, 10013, "Unknown User");
        }
        return world.direct(user).json(world);
    }

    private JsonNode user(Request request) {
        Person person = world.findPerson(request.id(0));
        if (person == null) {
            throw new ApiError(404, 10013, "Unknown User");
        }
        return person.json();
    }

    private JsonNode channels(Request request) {
        Guild guild = access.guild(request.id(0));
        ArrayNode all = Json.array();
        for (Room room : world.rooms()) {
            if (room.guild().equals(guild.id()) && room.kind() != Room.Kind.THREAD) {
                all.add(room.json(world));
            }
        }
        return all;
    }

    private JsonNode active(Request request) {
        Guild guild = access.guild(request.id(0));
        return threads(room -> room.guild().equals(guild.id()) && !room.archived());
    }

    private JsonNode archived(Request request) {
        Room parent = access.room(request.id(0), Permissions.READ_HISTORY, "thread.archived");
        return threads(room -> room.parent().equals(parent.id()) && room.archived());
    }

    private JsonNode threads(Predicate<Room> wanted) {
        ObjectNode answer = Json.object().put("has_more", false);
        ArrayNode threads = answer.putArray("threads");
        answer.putArray("members");
        for (Room room : world.rooms()) {
            if (room.kind() == Room.Kind.THREAD && world.allowed(room) != 0 && wanted.test(room)) {
                threads.add(room.json(world));
            }
        }
        return answer;
    }

    private @Nullable JsonNode leave(Request request) {
        events.left(access.guild(request.id(0)), false);
        return null;
    }

    private JsonNode member(Request request) {
        Guild guild = access.guild(request.id(0));
        Person person = world.findPerson(request.id(1));
        if (person == null || !(person.bot() || guild.members().contains(person.id()))) {
            throw new ApiError(404, 10007, "Unknown Member");
        }
        return guild.member(person);
    }

    private JsonNode channel(Request request) {
        return access.room(request.id(0), 0, "channel.get").json(world);
    }

    private JsonNode edit(Request request) {
        Room room = access.room(request.id(0), 0, "channel.edit");
        JsonNode body = request.body();
        boolean own = room.kind() == Room.Kind.THREAD && room.person().equals(World.BOT);
        boolean opens = body.size() == 1
                && body.path("archived").isBoolean()
                && !body.path("archived").asBoolean();
        if (!own && !opens) {
            access.room(room.id(), Permissions.MANAGE_THREADS, "channel.edit");
        }
        if (body.has("archived")) {
            room.archive(body.path("archived").asBoolean());
        }
        if (body.has("locked")) {
            room.lock(body.path("locked").asBoolean());
        }
        if (body.has("applied_tags")) {
            tags(world.room(room.parent()), room, body.path("applied_tags"));
        }
        events.changed(room);
        return room.json(world);
    }

    private JsonNode threadOfMessage(Request request) {
        Room room = access.room(request.id(0), Permissions.CREATE_THREADS, "thread.create");
        Post post = access.post(room, request.id(1), "thread.create");
        if (room.kind() != Room.Kind.TEXT) {
            throw new ApiError(400, 50024, "Cannot execute action on this channel type");
        }
        if (world.findRoom(post.id()) != null) {
            access.forbid(
                    "thread_exists",
                    post.toString(),
                    new ApiError(400, 160004, "A thread has already been created for this message"));
        }
        check(request.body());
        return open(room, post.id(), request.body(), World.BOT, post).json(world);
    }

    private JsonNode thread(Request request) {
        Room room = access.room(request.id(0), 0, "thread.create");
        JsonNode body = request.body();
        if (room.kind() != Room.Kind.FORUM) {
            access.room(room.id(), Permissions.CREATE_THREADS, "thread.create");
            check(body);
            return open(room, "", body, World.BOT, null).json(world);
        }
        access.room(room.id(), Permissions.SEND_MESSAGES, "thread.create");
        check(body);
        if (room.tagRequired() && body.path("applied_tags").isEmpty()) {
            access.forbid(
                    "tag_required",
                    room.name(),
                    new ApiError(400, 40067, "A tag is required to create a forum post in this channel"));
        }
        Room post = make(room, "", body, World.BOT);
        tags(room, post, body.path("applied_tags"));
        world.addRoom(post);
        Post first;
        try {
            events.threadCreated(post);
            first = messages.write(
                    "thread.create", Messages.Draft.of(post, world.bot()), body.path("message"), request.files());
        } catch (ApiError e) {
            world.remove(post);
            throw e;
        }
        ObjectNode answer = post.json(world);
        answer.set("message", first.json());
        return answer;
    }

    private void check(JsonNode body) {
        Rules rules = new Rules(journal, "thread.create");
        rules.length(body.path("name"), 1, 100, "thread_name_length");
        int minutes = body.path("auto_archive_duration").asInt(1440);
        rules.require(ARCHIVING.contains(minutes), "archive_duration", Integer.toString(minutes));
        rules.enforce();
    }

    private void tags(Room forum, Room post, JsonNode asked) {
        List<String> tags = new ArrayList<>();
        asked.forEach(tag -> tags.add(tag.asText()));
        Rules rules = new Rules(journal, "tags");
        rules.require(tags.size() <= 5, "too_many_tags", Integer.toString(tags.size()));
        rules.require(forum.tags().keySet().containsAll(tags), "unknown_tag", tags.toString());
        rules.enforce();
        post.apply(tags);
    }

    /** Opens a thread in a channel, of a message unless that is null. */
    Room open(Room room, String id, JsonNode body, String owner, @Nullable Post of) {
        return open(room, id, body, owner, of, List.of());
    }

    Room open(Room room, String id, JsonNode body, String owner, @Nullable Post of, List<String> tags) {
        Room thread = world.addRoom(make(room, id, body, owner));
        thread.apply(tags);
        events.threadCreated(thread);
        if (of != null) {
            of.change(json -> json.put("flags", json.path("flags").asInt() | Post.HAS_THREAD)
                    .set("thread", thread.json(world)));
            events.updated(room, of);
            messages.pointTo(of, thread, owner);
        }
        return thread;
    }

    private Room make(Room room, String id, JsonNode body, String owner) {
        String name = body.path("name").asText();
        return new Room(id.isEmpty() ? messages.newId() : id, name, room.guild(), Room.Kind.THREAD, room.id(), owner);
    }
}
