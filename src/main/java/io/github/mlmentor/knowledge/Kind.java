package io.github.mlmentor.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an article is about; decides how it is presented. */
public enum Kind {
    ROLE("Roles"),
    DUTY("Duties"),
    SKILL("Skills"),
    COMPARISON("Comparisons"),
    LEARNING("Learning"),
    PROJECT("Projects"),
    INTERVIEW("Interviews"),
    JOB_SEARCH("Finding a job"),
    CAREER("Career"),
    PRACTICE("Practice"),
    WELLBEING("Staying well");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** The heading under which articles of this kind are listed. */
    public String label() {
        return label;
    }

    /** The value in the front matter: {@code job-search}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this code. */
    public static Optional<Kind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
