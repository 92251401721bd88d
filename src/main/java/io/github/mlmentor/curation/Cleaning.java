package io.github.mlmentor.curation;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes links and HTML out of an answer, because they do not belong into an article's body. Keeps what the links were. */
public final class Cleaning {
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b(?:https?://|www\\.)[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern HREF = Pattern.compile("(?i)<a\\b[^>]*\\bhref\\s*=\\s*[\"']?([^\"'\\s>]+)[^>]*>");
    private static final Pattern BREAK = Pattern.compile("(?i)<br\\b[^>]*>");
    /** Tags of running text only: what else looks like a tag may be code, {@code List<String>}, and a person has to say. */
    private static final Pattern TAG = Pattern.compile(
            "(?i)</?(?:a|abbr|b|big|blockquote|center|code|dd|del|details|div|dl|dt|em|font|figure|h[1-6]|hr|i|img|ins|kbd|li"
                    + "|mark|ol|p|pre|s|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)\\b[^>]*>");

    private final Map<String, String> links = new LinkedHashMap<>();

    private Cleaning() {}

    /**
     * A clean text.
     *
     * @param links from addresses to the words that stood for them, in reading order
     */
    public record Cleaned(Document text, Map<String, String> links) {}

    /** Takes links and HTML out of an answer. */
    public static Cleaned clean(Document document) {
        Cleaning cleaning = new Cleaning();
        Document text = document.mapSpans(cleaning::clean);
        return new Cleaned(text, cleaning.links);
    }

    /** Words without addresses, where not even code may have any. */
    public static String withoutAddresses(String words) {
        return ADDRESS.matcher(words).replaceAll(Cleaning::host);
    }

    private List<Span> clean(Span span) {
        if (span instanceof Span.Link link) {
            String words = link.text().strip();
            found(link.url(), words);
            Matcher address = ADDRESS.matcher(words);
            return words.isEmpty() ? List.of() : List.of(new Span.Text(address.replaceAll(Cleaning::host)));
        }
        if (span instanceof Span.Text text && !text.styles().contains(Span.Style.CODE)) {
            String words = withoutTags(text.text());
            Matcher address = ADDRESS.matcher(words);
            List<String> plain = new ArrayList<>();
            while (address.find()) {
                plain.add(address.group());
            }
            plain.forEach(url -> found(url, ""));
            String rest = ADDRESS.matcher(words).replaceAll(Cleaning::host);
            return rest.isEmpty() ? List.of() : List.of(new Span.Text(rest, text.styles()));
        }
        return List.of(span);
    }

    private String withoutTags(String text) {
        if (text.indexOf('<') < 0) {
            return text;
        }
        Matcher href = HREF.matcher(text);
        while (href.find()) {
            found(href.group(1), "");
        }
        String bare = COMMENT.matcher(text).replaceAll("");
        return TAG.matcher(BREAK.matcher(bare).replaceAll("\n")).replaceAll("");
    }

    private void found(String url, String words) {
        String whole = url.regionMatches(true, 0, "www.", 0, 4) ? "https://" + url : url;
        if (whole.startsWith("http://") || whole.startsWith("https://")) {
            links.merge(whole, words, (before, now) -> before.isEmpty() ? now : before);
        }
    }

    /** A reader can still tell where it led. */
    private static String host(java.util.regex.MatchResult address) {
        String url = address.group();
        try {
            String host = URI.create(url.regionMatches(true, 0, "www.", 0, 4) ? "https://" + url : url)
                    .getHost();
            return host == null ? "" : Matcher.quoteReplacement(host.replaceFirst("(?i)^www\\.", ""));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
