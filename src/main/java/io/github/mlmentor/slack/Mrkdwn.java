package io.github.mlmentor.slack;

import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Run;
import java.util.List;
import java.util.regex.Pattern;

/** Makes any text harmless in the places where Slack parses it. */
public final class Mrkdwn {
    private static final Pattern BROADCAST =
            Pattern.compile("@(?=(?:channel|here|everyone|group)\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY = Pattern.compile("<(?=[!@#])");

    private Mrkdwn() {}

    /** A text for a {@code mrkdwn} object or a message's {@code text}: nothing in it is a mention or a link. */
    public static String escape(String text) {
        return defuse(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /**
     * A link.
     *
     * @param url absolute, http or https
     * @param text what is shown, not yet escaped
     */
    public static String link(String url, String text) {
        String target = url.replace("&", "&amp;")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("|", "%7C")
                .replace(" ", "%20");
        return "<" + target + "|" + escape(text).replace('\n', ' ') + ">";
    }

    /**
     * A text for a {@code plain_text} object, which is shown as it stands; what would be a mention elsewhere is broken up
     * all the same, because labels come back in payloads and are pasted on.
     *
     * @param limit the most characters that the place takes
     */
    static String plain(String text, int limit) {
        String line = Characters.line(text);
        return Characters.shorten(defuse(ENTITY.matcher(line).replaceAll("<" + Characters.JOINER)), limit);
    }

    /** As escaped mrkdwn, without styles, because they cannot be escaped there. */
    static String of(List<Run> runs) {
        StringBuilder text = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (Run run : runs) {
            if (run.url() == null) {
                words.append(run.text());
            } else {
                text.append(escape(words.toString())).append(link(run.url(), run.text()));
                words.setLength(0);
            }
        }
        return text.append(escape(words.toString())).toString();
    }

    private static String defuse(String text) {
        return BROADCAST.matcher(text).replaceAll("@" + Characters.JOINER);
    }
}
