package io.github.mlmentor.mentoring;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text what says who somebody is. What it leaves is shown to a person before it is stored. */
final class Scrub {
    private static final Pattern MENTION = Pattern.compile("<[@#!][^>]*>|(?<![\\w.])@[\\w.-]{2,}");
    private static final Pattern MAIL = Pattern.compile("(?i)(?:mailto:)?[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    /** Seven digits and more, with what people put between them. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\w.])\\+?\\d(?:[\\s().-]?\\d){6,14}(?![\\w.])");

    private static final Pattern PROFILE = Pattern.compile(
            "(?i)(?:https?://)?(?:www\\.)?(?:linkedin\\.com/in|github\\.com|twitter\\.com|x\\.com|t\\.me|facebook\\.com|instagram\\.com)/[\\w.-]+/?(?![\\w/-])");
    private static final int SHORTEST_NAME = 3;

    private Scrub() {}

    /**
     * The text without mentions, addresses, telephone numbers and these names.
     *
     * @param names of whoever asked, as the platform shows them
     */
    static String of(String text, List<String> names) {
        String scrubbed = MAIL.matcher(text).replaceAll("(an address)");
        scrubbed = PROFILE.matcher(scrubbed).replaceAll("(a profile)");
        scrubbed = MENTION.matcher(scrubbed).replaceAll("the learner");
        scrubbed = PHONE.matcher(scrubbed).replaceAll("(a number)");
        List<String> longestFirst = names.stream()
                .flatMap(name -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(name), java.util.Arrays.stream(name.split("[\\s_.]+"))))
                .filter(name -> name.length() >= SHORTEST_NAME)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String name : longestFirst) {
            scrubbed = Pattern.compile(
                            "(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(scrubbed)
                    .replaceAll(Matcher.quoteReplacement("the learner"));
        }
        return scrubbed.strip();
    }
}
