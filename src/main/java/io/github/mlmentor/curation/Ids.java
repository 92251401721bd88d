package io.github.mlmentor.curation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/** Names that are the same in every run. */
public final class Ids {
    private static final int HASH = 10;

    private Ids() {}

    /** Lower-case words joined by hyphens, cut between words; a text without Latin letters or digits gets a number. */
    public static String of(String words, int longest) {
        String plain = Normalizer.normalize(words.replace("ß", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("['’]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (plain.isEmpty()) {
            return "faq-" + hash(words);
        }
        if (plain.length() <= longest) {
            return plain;
        }
        int cut = plain.lastIndexOf('-', longest);
        return plain.substring(0, cut > 0 ? cut : longest);
    }

    /** A short name for a text, the same for the same text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }
}
