package io.github.mlmentor.knowledge;

import io.github.mlmentor.chat.Reading;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue of links.
 *
 * @param level beginner, intermediate or advanced
 * @param cost free, freemium or paid
 * @param hours a rough number to get through it; 0 for reference works
 * @param topics ids of skills and duties, or free words
 * @param reviewed when somebody last looked at the link
 * @param line where it stands in the catalogue
 */
public record Resource(
        String id,
        String title,
        String url,
        String kind,
        String level,
        String cost,
        int hours,
        List<String> topics,
        String about,
        @Nullable LocalDate reviewed,
        int line) {
    public Resource {
        topics = List.copyOf(topics);
    }

    /** As it is shown to a learner. */
    public Reading reading() {
        return new Reading(id, title, url, kind, level, cost, about);
    }
}
