package io.github.mlmentor.slack;

import io.github.mlmentor.chat.Source;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where sources can be read. */
final class Links {
    private static final int LONGEST = 500;

    private final String publicUrl;
    private final Function<Source, String> path;

    Links(String publicUrl, Function<Source, String> path) {
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.path = path;
    }

    /** The address of the article's page, or null where nobody outside could open it. */
    @Nullable
    String to(Source source) {
        if (publicUrl.isEmpty()) {
            return null;
        }
        String url = publicUrl + path.apply(source);
        return url.length() <= LONGEST ? Flattening.safe(url) : null;
    }
}
