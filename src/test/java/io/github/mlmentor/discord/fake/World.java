package io.github.mlmentor.discord.fake;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The servers, who is in them, and what stands in their channels. Its own lock guards everything in it. */
final class World {
    /** The bot's user, whose id is also the app's. */
    static final String BOT = FakeDiscord.BOT;

    private final Map<String, Guild> guilds = new LinkedHashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Set<String> closed = new LinkedHashSet<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    synchronized Person addPerson(Person person) {
        people.put(person.id(), person);
        return person;
    }

    synchronized Guild addGuild(Guild guild, String... members) {
        guild.members().addAll(List.of(members));
        guilds.put(guild.id(), guild);
        return guild;
    }

    synchronized Room addRoom(Room room) {
        rooms.put(room.id(), room);
        return room;
    }

    synchronized void remove(Room room) {
        rooms.remove(room.id());
        rooms.values().removeIf(other -> other.parent().equals(room.id()));
    }

    synchronized Collection<Guild> guilds() {
        return List.copyOf(guilds.values());
    }

    synchronized @Nullable Guild findGuild(String id) {
        return guilds.get(id);
    }

    synchronized Guild guild(String id) {
        return known(guilds.get(id), id);
    }

    synchronized Person person(String id) {
        return known(people.get(id), id);
    }

    synchronized @Nullable Person findPerson(String id) {
        return people.get(id);
    }

    synchronized Person bot() {
        return person(BOT);
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

    synchronized Collection<Post> posts(String room) {
        return List.copyOf(room(room).posts().values());
    }

    /** Keeps what is in a file that the bot sent. */
    synchronized void keepFile(String id, String content) {
        files.put(id, content);
    }

    synchronized String file(String id) {
        return known(files.get(id), "file " + id);
    }

    /** Whether this person takes no direct messages from the bot. */
    synchronized boolean closed(String person) {
        return closed.contains(person);
    }

    synchronized void close(String person, boolean now) {
        if (now) {
            closed.add(person);
        } else {
            closed.remove(person);
        }
    }

    /** The direct messages between a person and the bot, opened when first needed. */
    synchronized Room direct(String user) {
        Person person = person(user);
        String id = Long.toString(Long.parseLong(person.id()) + 7);
        Room there = rooms.get(id);
        return there != null ? there : addRoom(new Room(id, "", "", Room.Kind.DIRECT, "", user));
    }

    /** What the bot may do there. */
    synchronized long allowed(Room room) {
        if (room.kind() == Room.Kind.DIRECT) {
            return Permissions.USUAL;
        }
        if (!guild(room.guild()).present()) {
            return 0;
        }
        long denied = room.denied()
                | (room.kind() == Room.Kind.THREAD ? room(room.parent()).denied() : 0);
        long granted = room.granted()
                | (room.kind() == Room.Kind.THREAD ? room(room.parent()).granted() : 0);
        return (denied & Permissions.VIEW_CHANNEL) != 0 ? 0 : (Permissions.USUAL | granted) & ~denied;
    }

    private static <T> T known(@Nullable T thing, String id) {
        if (thing == null) {
            throw new IllegalArgumentException("this Discord has no " + id);
        }
        return thing;
    }
}
