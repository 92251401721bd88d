package io.github.mlmentor.layout;

import io.github.mlmentor.chat.Source;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where sources can be read. */
public final class Links {
    private static final int LONGEST = 500;
    private static final int LONGEST_URL = 2_000;

    private final String publicUrl;
    private final Function<Source, String> path;

    /**
     * Links for one installation.
     *
     * @param publicUrl where people reach us, or empty: then sources have no links
     * @param path where under that address a source can be read, with a slash in front
     */
    public Links(String publicUrl, Function<Source, String> path) {
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.path = path;
    }

    /** The address of the article's page, or null where nobody outside could open it. */
    public @Nullable String to(Source source) {
        if (publicUrl.isEmpty()) {
            return null;
        }
        String url = publicUrl + path.apply(source);
        return url.length() <= LONGEST ? safe(url) : null;
    }

    /** Guards let only known links through; this refuses what a platform would. */
    static @Nullable String safe(String url) {
        boolean taken = url.matches("https?://[^\\s\\p{Cntrl}<>|\\p{Cs}]+")
                && url.replace("&", "&amp;").length() <= LONGEST_URL;
        return taken ? url : null;
    }
}
