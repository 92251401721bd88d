package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workspaces, who is in them, and what stands in their channels. Its own lock guards everything in it. */
final class World {
    static final String APP_ID = "A0FAKE00001";

    private final Ids ids;
    private final Map<String, Team> teams = new LinkedHashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final List<Ephemeral> ephemerals = new ArrayList<>();
    private final Map<String, String> statuses = new LinkedHashMap<>();
    private final Map<String, String> titles = new LinkedHashMap<>();

    World(Ids ids) {
        this.ids = ids;
    }

    synchronized Team addTeam(String name, @Nullable String enterprise) {
        int number = teams.size() + 1;
        String token = "xoxb-100000000000%d-200000000000%d-FakeBotTokenOfTeam%d".formatted(number, number, number);
        Team team = new Team("T0FAKE000" + number, name, enterprise, "U0BOT0000" + number, "B0BOT0000" + number, token);
        teams.put(team.id(), team);
        people.put(team.botUser(), new Person(team.botUser(), "mentor", team.id(), false, true));
        return team;
    }

    synchronized Person addPerson(String id, String name, String team, boolean admin) {
        Person person = new Person(id, name, team, admin, false);
        people.put(id, person);
        return person;
    }

    synchronized Room addRoom(Room room) {
        rooms.put(room.id(), room);
        return room;
    }

    synchronized Team team(String id) {
        return known(teams.get(id), id);
    }

    synchronized Collection<Team> teams() {
        return List.copyOf(teams.values());
    }

    synchronized Person person(String id) {
        return known(people.get(id), id);
    }

    synchronized @Nullable Person findPerson(String id) {
        return people.get(id);
    }

    synchronized Room room(String id) {
        return known(rooms.get(id), id);
    }

    synchronized @Nullable Room findRoom(String id) {
        return rooms.get(id);
    }

    synchronized Collection<Room> rooms() {
        return List.copyOf(rooms.values());
    }

    private static <T> T known(@Nullable T thing, String id) {
        if (thing == null) {
            throw new IllegalArgumentException("this Slack has no " + id);
        }
        return thing;
    }

    /** The direct messages between a person and the bot, opened when first needed. */
    synchronized Room direct(String user) {
        Person person = person(user);
        Team team = team(person.team());
        String id = "D" + user.substring(1);
        Room there = rooms.get(id);
        return there != null
                ? there
                : addRoom(new Room(id, "", team.id(), Room.Kind.IM, false, List.of(user, team.botUser())));
    }

    /** Puts a message into a channel as it is, with a new {@code ts} unless it has one. */
    synchronized Post put(Room room, ObjectNode message) {
        if (!message.has("ts")) {
            message.put("ts", ids.ts());
        }
        Post post = new Post(message);
        post.remember();
        room.posts().put(post.ts(), post);
        if (post.isReply()) {
            statuses.remove(room.id() + "/" + post.thread());
            Post parent = room.post(post.thread());
            if (parent != null) {
                parent.change(json -> json.put("thread_ts", parent.ts()));
            }
        }
        return post;
    }

    /** Takes a message away; the first of a thread leaves a stone behind, as in Slack. */
    synchronized void remove(Room room, Post post) {
        boolean leads = room.thread(post.ts()).stream().anyMatch(Post::isReply);
        room.posts().remove(post.ts());
        if (leads) {
            room.posts()
                    .put(
                            post.ts(),
                            new Post(Json.object()
                                    .put("type", "message")
                                    .put("subtype", "tombstone")
                                    .put("text", "This message was deleted.")
                                    .put("user", "USLACKBOT")
                                    .put("hidden", true)
                                    .put("ts", post.ts())
                                    .put("thread_ts", post.ts())));
        }
    }

    synchronized Ephemeral whisper(String channel, String user, String thread, ObjectNode content) {
        Ephemeral ephemeral = new Ephemeral(channel, user, ids.ts(), thread, content);
        ephemerals.add(ephemeral);
        return ephemeral;
    }

    synchronized void replace(Ephemeral old, @Nullable ObjectNode content) {
        int place = ephemerals.indexOf(old);
        if (place < 0) {
            return;
        }
        if (content == null) {
            ephemerals.remove(place);
        } else {
            ephemerals.set(place, new Ephemeral(old.channel(), old.user(), old.ts(), old.thread(), content));
        }
    }

    synchronized List<Ephemeral> ephemerals() {
        return List.copyOf(ephemerals);
    }

    synchronized void status(String channel, String thread, String status) {
        statuses.put(channel + "/" + thread, status);
    }

    /** What stands under the thread's last message while the app works, or empty. */
    synchronized String status(String channel, String thread) {
        return statuses.getOrDefault(channel + "/" + thread, "");
    }

    synchronized void title(String channel, String thread, String title) {
        titles.put(channel + "/" + thread, title);
    }

    synchronized String title(String channel, String thread) {
        return titles.getOrDefault(channel + "/" + thread, "");
    }

    /** What a reader of the channel, or of one thread, sees from top to bottom. */
    synchronized List<String> visible(String channel, String thread) {
        Room room = room(channel);
        return room.posts().values().stream()
                .filter(post ->
                        thread.isEmpty() ? post.inChannel() : post.thread().equals(thread))
                .map(Post::shown)
                .toList();
    }

    synchronized List<Post> posts(String channel) {
        return List.copyOf(room(channel).posts().values());
    }
}
