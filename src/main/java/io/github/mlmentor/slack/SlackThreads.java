package io.github.mlmentor.slack;

import com.slack.api.model.Message;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Characters;
import java.util.ArrayList;
import java.util.List;

/** What people said in a thread before they mentioned us in it. Thread-safe. */
final class SlackThreads {
    private static final int MOST_READ = 8;
    private static final int MOST_OF_EACH = 200;

    private final SlackPort port;
    private final Policies policies;

    SlackThreads(SlackPort port, Policies policies) {
        this.port = port;
        this.policies = policies;
    }

    /** How the thread of a question began, and how it went on last; nothing of people who want nothing of theirs handled. */
    List<String> before(Job job) {
        Place place = Place.of(job.conversation());
        String asked = job.key().message();
        if (place.thread().isEmpty() || place.thread().equals(asked)) {
            return List.of();
        }
        List<Message> earlier = port.said(place).orElse(List.of()).stream()
                .filter(message -> message.getBotId() == null && message.getUser() != null && message.getText() != null)
                // By its name, which is a time too and finer than a millisecond.
                .filter(message -> message.getTs().compareTo(asked) < 0)
                .filter(message -> !policies.hasOptedOut(new Person(Platform.SLACK, place.team(), message.getUser())))
                .toList();
        List<Message> read = new ArrayList<>(earlier);
        while (read.size() > MOST_READ) {
            read.remove(1);
        }
        return read.stream()
                .map(message -> Characters.shorten(SlackText.plain(message.getText(), ""), MOST_OF_EACH))
                .filter(text -> !text.isBlank())
                .toList();
    }
}
