package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A platform that shows what it is told in memory, and can be told to fail. */
final class FakeMentorPort implements MentorPort {
    private final Platform platform;
    private final Map<String, Letter> shown = new LinkedHashMap<>();
    private final List<String> amended = new ArrayList<>();
    private final Map<String, Rights> rights = new ConcurrentHashMap<>();
    private final List<Delivery> outcomes = new ArrayList<>();
    private boolean shared = true;
    private int number;

    FakeMentorPort(Platform platform) {
        this.platform = platform;
    }

    /** What the next attempts to show something come to, before they work again. */
    void next(Delivery... deliveries) {
        outcomes.addAll(List.of(deliveries));
    }

    void shared(boolean open) {
        shared = open;
    }

    void right(String person, Rights may) {
        rights.put(person, may);
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public List<Board> boards() {
        return List.of(new Board(platform, "w"));
    }

    @Override
    public Optional<Board> boardOf(Job job) {
        return job.key().workspace().equals("empty")
                ? Optional.empty()
                : Optional.of(new Board(
                        platform,
                        job.key().workspace().equals("@me") ? "w" : job.key().workspace()));
    }

    @Override
    public boolean isShared(Job job) {
        return shared;
    }

    @Override
    public Rights rights(Person person) {
        return rights.getOrDefault(person.id(), Rights.NONE);
    }

    @Override
    public List<String> names(Person person) {
        return switch (person.id()) {
            case "lea" -> List.of("Lea Fontane", "lea.f");
            case "ada" -> List.of("Ada Lovelace", "ada");
            case "cleo" -> List.of("Cleo Curator");
            default -> List.of();
        };
    }

    @Override
    public Optional<String> link(Job job) {
        return Optional.of("https://chat.example.org/" + job.key().message());
    }

    @Override
    public synchronized Delivery show(Letter letter) {
        if (!outcomes.isEmpty()) {
            return outcomes.remove(0);
        }
        for (Map.Entry<String, Letter> before : shown.entrySet()) {
            if (before.getValue().key().equals(letter.key())) {
                before.setValue(letter);
                return new Delivery.Delivered(before.getKey());
            }
        }
        number++;
        shown.put("m" + number, letter);
        return new Delivery.Delivered("m" + number);
    }

    @Override
    public Delivery amend(Job job, String line, String url) {
        amended.add(job.id() + ": " + line + " " + url);
        return new Delivery.Delivered(job.id());
    }

    List<String> amended() {
        return List.copyOf(amended);
    }

    /** What is visible of a kind, by the beginning of its key, in order. */
    List<Letter> shown(String kind) {
        return shown.values().stream()
                .filter(letter -> letter.key().startsWith(kind + "/"))
                .toList();
    }

    /** What the platform calls the only thing that is visible of a kind. */
    String receipt(String kind) {
        return shown.entrySet().stream()
                .filter(one -> one.getValue().key().startsWith(kind + "/"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static String text(Letter letter) {
        return letter.panel().title() + "\n" + letter.panel().body().plainText();
    }

    static List<String> buttons(Letter letter) {
        return letter.panel().actions().stream().map(Action::label).toList();
    }
}
