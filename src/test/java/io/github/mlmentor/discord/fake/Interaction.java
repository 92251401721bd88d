package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One use of a command, a button, a menu or a modal, and what the app made of it. */
public final class Interaction {
    /** What was used, with Discord's number for it. */
    public enum Kind {
        COMMAND(2),
        COMPONENT(3),
        AUTOCOMPLETE(4),
        MODAL(5);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** The first response. */
    public enum Answer {
        /** There was none yet. */
        NONE,
        REPLY,
        DEFERRED_REPLY,
        DEFERRED_EDIT,
        EDIT,
        CHOICES,
        MODAL
    }

    private final String id;
    private final String token;
    private final Kind kind;
    private final Person person;
    private final Room room;
    private final @Nullable Post source;
    private final long started = System.nanoTime();
    private final List<Post> followups = new CopyOnWriteArrayList<>();
    private final List<String> choices = new CopyOnWriteArrayList<>();
    private volatile boolean delivered;
    private volatile Answer answer = Answer.NONE;
    private volatile long answered;
    private volatile @Nullable Post original;
    private volatile @Nullable ObjectNode modal;
    private volatile boolean overdue;
    private volatile int commandType = 1;

    Interaction(String id, String token, Kind kind, Person person, Room room, @Nullable Post source) {
        this.id = id;
        this.token = token;
        this.kind = kind;
        this.person = person;
        this.room = room;
        this.source = source;
    }

    public String id() {
        return id;
    }

    public String token() {
        return token;
    }

    public Kind kind() {
        return kind;
    }

    public Person person() {
        return person;
    }

    public Room room() {
        return room;
    }

    /** The message with the button or the menu, or from whose button a modal came. */
    @Nullable
    Post source() {
        return source;
    }

    /** Whether any app was told at once; if not, a late response is not its fault. */
    public boolean delivered() {
        return delivered;
    }

    /** When it was used. */
    public Instant at() {
        return Ids.time(id);
    }

    /** How it was first responded to. */
    public Answer answer() {
        return answer;
    }

    public boolean acknowledged() {
        return answer != Answer.NONE;
    }

    /** How long the first response took. */
    public Duration latency() {
        if (!acknowledged()) {
            throw new AssertionError(this + " was not acknowledged");
        }
        return Duration.ofNanos(answered - started);
    }

    /** The first message, or the one with the button that was clicked; null if there is none or it was deleted. */
    public @Nullable Post original() {
        return original;
    }

    /** The first message, which must be there. */
    public Post reply() {
        Post post = original;
        if (post == null) {
            throw new AssertionError(this + " has no reply");
        }
        return post;
    }

    /** What a reader saw in the place of the first message, first to last. */
    public List<String> versions() {
        Post post = original;
        return post == null ? List.of() : post.versions();
    }

    /** Whether only the person who asked sees the first message. */
    public boolean ephemeral() {
        Post post = original;
        return post != null && !post.reader().isEmpty();
    }

    public List<Post> followups() {
        return List.copyOf(followups);
    }

    /** What was suggested for what was typed. */
    public List<String> choices() {
        return List.copyOf(choices);
    }

    /** The modal that was opened. */
    public @Nullable ObjectNode modal() {
        ObjectNode shown = modal;
        return shown == null ? null : shown.deepCopy();
    }

    /** Whether there is something to read: no reply, or one that no longer is thinking. */
    public boolean finished() {
        Post post = original;
        return acknowledged() && (post == null || !post.loading());
    }

    int commandType() {
        return commandType;
    }

    void commandType(int type) {
        commandType = type;
    }

    void deliver() {
        delivered = true;
    }

    void answer(Answer how) {
        answered = System.nanoTime();
        answer = how;
    }

    void original(@Nullable Post post) {
        original = post;
    }

    void add(Post followup) {
        followups.add(followup);
    }

    void remove(Post followup) {
        followups.remove(followup);
    }

    void suggest(List<String> names) {
        choices.addAll(names);
    }

    void open(ObjectNode shown) {
        modal = shown;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Whether it has just been found that nobody answered in time. */
    boolean newlyOverdue(Duration life) {
        boolean late = delivered && !overdue && !acknowledged() && age().compareTo(life) > 0;
        overdue |= late;
        return late;
    }

    @Override
    public String toString() {
        Post post = original;
        return kind + " of " + person.name() + " " + answer + (post == null ? "" : " " + post) + followups;
    }
}
