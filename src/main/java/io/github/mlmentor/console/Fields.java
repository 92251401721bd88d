package io.github.mlmentor.console;

import io.github.mlmentor.http.HttpProblem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a form sent. */
final class Fields {
    private Fields() {}

    /**
     * Reads the body of a form; of fields of the same name the last one counts.
     *
     * @throws HttpProblem 400 when it is none
     */
    static Map<String, String> parse(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        decode(field.substring(0, equals)),
                        decode(field.substring(equals + 1)).replace("\r\n", "\n"));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, "That is no form; load the page again and send it once more");
        }
    }
}
