package io.github.mlmentor.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people wrote, out of Discord's markup. */
final class DiscordText {
    /** {@code <@1>}, {@code <@&1>}, {@code <#1>}, {@code </ask:1>}, {@code <:name:1>}, {@code <t:1:R>}. */
    private static final Pattern TOKEN =
            Pattern.compile("<(?:@!?(\\d+)|@&\\d+|#\\d+|/([^:<>]+):\\d+|a?:(\\w+):\\d+|t:\\d+(?::[a-zA-Z])?)>");

    private DiscordText() {}

    /** The words, without the mentions of the bot. */
    static String plain(String text, String bot) {
        Matcher tokens = TOKEN.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (tokens.find()) {
            tokens.appendReplacement(plain, Matcher.quoteReplacement(words(tokens, bot)));
        }
        tokens.appendTail(plain);
        return plain.toString().replaceAll("[ \\t]{2,}", " ").strip();
    }

    private static String words(Matcher token, String bot) {
        if (token.group(1) != null) {
            return token.group(1).equals(bot) ? " " : "somebody";
        }
        if (token.group(2) != null) {
            return "/" + token.group(2);
        }
        if (token.group(3) != null) {
            return ":" + token.group(3) + ":";
        }
        return token.group().startsWith("<@&") ? "some people" : token.group().startsWith("<#") ? "a channel" : "then";
    }
}
