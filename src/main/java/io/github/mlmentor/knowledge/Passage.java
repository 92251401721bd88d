package io.github.mlmentor.knowledge;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * What retrieval finds: a small piece of an article with the path of titles above it.
 *
 * @param article the article's id
 * @param part which piece of the article
 * @param heading the section's heading; the article's title for the short answer
 * @param text what is indexed: the title path and the words
 */
public record Passage(String article, Part part, String heading, String text) {
    /**
     * The most characters of one passage. Small pieces with the title path in front are found better than long ones, and
     * the embedding model cuts at 510 tokens without a word.
     */
    public static final int LIMIT = 900;

    /** The most characters of the title path, so that room is left for the words. */
    private static final int PATH_LIMIT = 300;

    /** Which piece of an article a passage is. */
    public enum Part {
        /** Title, aliases, the ways people ask, and the direct answer. */
        OVERVIEW,
        /** One of the ways people ask. */
        ASK,
        /** A section of the body, or a part of a long one. */
        SECTION
    }

    static List<Passage> of(Article article) {
        List<Passage> passages = new ArrayList<>();
        String names = article.aliases().isEmpty() ? "" : " (" + String.join(", ", article.aliases()) + ")";
        passages.add(new Passage(
                article.id(),
                Part.OVERVIEW,
                article.title(),
                cut(article.title() + names + "\n" + article.shortAnswer(), LIMIT)));
        for (String ask : article.asks()) {
            passages.add(new Passage(article.id(), Part.ASK, article.title(), cut(ask, LIMIT)));
        }
        for (Section section : article.sections()) {
            String path = cut(
                    section.heading().isEmpty() ? article.title() : article.title() + " > " + section.heading(),
                    PATH_LIMIT);
            for (String text : pieces(section.body(), LIMIT - path.length() - 1)) {
                passages.add(new Passage(article.id(), Part.SECTION, section.heading(), path + "\n" + text));
            }
        }
        return passages;
    }

    /** Divides a section between blocks, so that each piece keeps below the limit; one huge block is cut hard. */
    private static List<String> pieces(Document body, int limit) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (Block block : body.blocks()) {
            String words = new Document(List.of(block)).plainText();
            if (!piece.isEmpty() && piece.length() + words.length() + 1 > limit) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            String rest = words;
            while (rest.length() > limit) {
                String slice = cut(rest, limit);
                pieces.add(slice);
                rest = rest.substring(slice.length());
            }
            piece.append(piece.isEmpty() || rest.isEmpty() ? "" : "\n").append(rest);
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    /** At most so many chars of the text, and no half character. */
    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }
}
