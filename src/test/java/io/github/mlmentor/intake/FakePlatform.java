package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A platform that keeps what is visible: the judge of every test. */
final class FakePlatform implements Doors, ReplyPort {
    private final List<Shown> visible = new ArrayList<>();
    private final List<Outgoing> sent = new ArrayList<>();
    private final List<Outgoing> lookedFor = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Supplier<Optional<Delivery>>> looks = new ArrayDeque<>();

    /**
     * A message that people see.
     *
     * @param name the platform's
     * @param key of the part that it shows
     */
    record Shown(String name, String key, String conversation, String payload) {}

    /** What becomes of one send. */
    interface Step {
        /** The outcome; {@code show} makes the message visible and returns its name. */
        Delivery take(Supplier<String> show);
    }

    static Step deliver() {
        return show -> new Delivery.Delivered(show.get());
    }

    static Step postpone(Duration pause) {
        return show -> new Delivery.Postponed(pause, "rate");
    }

    static Step refuse(String reason) {
        return show -> new Delivery.Undeliverable(reason);
    }

    /** It takes effect and nobody hears of it. */
    static Step loseTheAnswer() {
        return show -> new Delivery.Unknown("timeout after " + show.get());
    }

    /** It takes no effect and nobody knows. */
    static Step loseTheRequest() {
        return show -> new Delivery.Unknown("timeout");
    }

    static Step breakAfterShowing(String message) {
        return show -> {
            throw new IllegalStateException(message + " after " + show.get());
        };
    }

    FakePlatform will(Step... next) {
        steps.addAll(List.of(next));
        return this;
    }

    FakePlatform willFind(Supplier<Optional<Delivery>> look) {
        looks.add(look);
        return this;
    }

    List<String> visible() {
        return visible.stream().map(Shown::payload).toList();
    }

    List<Shown> shown() {
        return List.copyOf(visible);
    }

    List<String> sent() {
        return sent.stream().map(Outgoing::payload).toList();
    }

    List<String> sentKeys() {
        return sent.stream().map(Outgoing::key).toList();
    }

    int looked() {
        return lookedFor.size();
    }

    @Override
    public ReplyPort port(Platform platform) {
        return this;
    }

    @Override
    public Progress progress(Job job) {
        return Progress.none();
    }

    @Override
    public Platform platform() {
        return Platform.SLACK;
    }

    @Override
    public Delivery send(Outgoing message) {
        sent.add(message);
        Step step = steps.poll();
        return (step == null ? deliver() : step).take(() -> show(message));
    }

    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        lookedFor.add(message);
        Supplier<Optional<Delivery>> look = looks.poll();
        return look == null ? Optional.ofNullable(names.get(message.key())).map(Delivery.Delivered::new) : look.get();
    }

    private String show(Outgoing message) {
        String replaces = message.replaces();
        String name = replaces == null ? "m" + sent.size() : replaces;
        Shown shown = new Shown(name, message.key(), message.conversation().id(), message.payload());
        if (replaces == null) {
            visible.add(shown);
        } else if (message.isRemoval()) {
            visible.removeIf(old -> old.name().equals(replaces));
        } else {
            visible.replaceAll(old -> old.name().equals(replaces) ? shown : old);
        }
        names.put(message.key(), name);
        return name;
    }
}
