package io.github.mlmentor.curation;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.List;
import java.util.regex.Pattern;

/** Words as they stand in other people's files. */
final class Texts {
    private static final Pattern HTML = Pattern.compile("(?i)<(p|br|div|ul|ol|li|table|h[1-6]|a\\s[^>]*href)\\b[^>]*>");
    private static final Pattern MARK = Pattern.compile("^(?:[Qq]\\s*\\d*\\s*[:.)]|\\d+(?:\\.\\d+)*[.):])\\s+");
    private static final Pattern ASKING =
            Pattern.compile("(?i)^(how|what|whats|why|when|where|who|which|can|could|do|does|did"
                    + "|is|are|am|should|shall|will|would|may|must|have|has)\\b.*");
    private static final int WORDS_OF_A_QUESTION = 3;

    private Texts() {}

    /**
     * An answer from a cell or a key: HTML when it has tags that divide text, else Markdown, which plain text is too and which
     * may have tags within its lines.
     */
    static Document answer(String text) {
        return HTML.matcher(text).find() ? HtmlBlocks.read(text) : MarkdownReader.read(text.replace("\r\n", "\n"));
    }

    /** A question without marks and numbers before it. */
    static String question(String text) {
        String plain = HTML.matcher(text).find()
                ? HtmlBlocks.read(text).plainText()
                : new Document(List.copyOf(
                                MarkdownReader.read(text.replaceAll("\\s+", " ").strip())
                                        .blocks()))
                        .plainText();
        String line = (plain.isBlank() ? text : plain).replaceAll("\\s+", " ").strip();
        String bare = MARK.matcher(line).replaceFirst("");
        return bare.isBlank() ? line : bare;
    }

    /** The words of a heading as a question. */
    static String question(Block heading) {
        String line = new Document(List.of(heading))
                .plainText()
                .replaceAll("\\s+", " ")
                .strip();
        String bare = MARK.matcher(line).replaceFirst("");
        return bare.isBlank() ? line : bare;
    }

    static boolean isAsking(String text) {
        String bare = MARK.matcher(text.strip()).replaceFirst("");
        return bare.endsWith("?")
                || (ASKING.matcher(bare).matches() && bare.split("\\s+").length >= WORDS_OF_A_QUESTION);
    }
}
