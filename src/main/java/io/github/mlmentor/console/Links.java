package io.github.mlmentor.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names in addresses. */
final class Links {
    private Links() {}

    /** Somebody else's articles may have any id, with spaces and slashes. */
    static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
