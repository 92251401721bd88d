package io.github.mlmentor.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people wrote, out of Slack's markup. */
final class SlackText {
    /** {@code <@U1>}, {@code <#C1|name>}, {@code <!here>}, {@code <https://…|words>}. */
    private static final Pattern TOKEN =
            Pattern.compile("<(?:([@#!])([^<>|]*)|((?:https?|mailto|tel):[^<>|]*))(?:\\|([^<>]*))?>");

    private SlackText() {}

    /** Whether a user is mentioned. */
    static boolean mentions(String text, String user) {
        return !user.isEmpty()
                && Pattern.compile("<@" + Pattern.quote(user) + "(\\|[^<>]*)?>")
                        .matcher(text)
                        .find();
    }

    /** The words, without the mentions of the bot. */
    static String plain(String text, String bot) {
        Matcher tokens = TOKEN.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (tokens.find()) {
            String label = tokens.group(4) == null ? "" : tokens.group(4);
            String kind = tokens.group(1) == null ? "" : tokens.group(1);
            String words =
                    switch (kind) {
                        case "@" -> tokens.group(2).equals(bot) ? " " : label.isEmpty() ? "somebody" : label;
                        case "#" -> label.isEmpty() ? "a channel" : "#" + label;
                        case "!" -> label.isEmpty() ? "everybody" : label;
                        default -> label.isEmpty() ? tokens.group(3) : label;
                    };
            tokens.appendReplacement(plain, Matcher.quoteReplacement(words));
        }
        tokens.appendTail(plain);
        return plain.toString()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]{2,}", " ")
                .strip();
    }
}
