package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call asks for. */
record Request(
        String authorization,
        List<String> ids,
        Map<String, String> query,
        JsonNode json,
        List<Upload> files,
        String text) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern PART = Pattern.compile("name=\"([^\"]+)\"(?:; filename=\"([^\"]*)\")?");

    /** A file that was sent along, a character for each byte. */
    record Upload(String name, String content) {}

    static Request of(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        Map<String, String> query = new HashMap<>();
        String asked = exchange.getRequestURI().getRawQuery();
        if (asked != null) {
            for (String pair : asked.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        String type = header(exchange, "Content-Type");
        String token = header(exchange, "Authorization");
        if (!type.startsWith("multipart/form-data")) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean form = type.startsWith("application/x-www-form-urlencoded");
            return new Request(token, List.of(), query, form ? Json.object() : Json.read(text), List.of(), text);
        }
        return multipart(token, query, type, bytes);
    }

    private static Request multipart(String token, Map<String, String> query, String type, byte[] bytes) {
        Matcher boundary = BOUNDARY.matcher(type);
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        JsonNode json = Json.object();
        List<Upload> files = new ArrayList<>();
        for (String part : boundary.find() ? all.split(Pattern.quote("--" + boundary.group(1))) : new String[0]) {
            int body = part.indexOf("\r\n\r\n");
            Matcher name = PART.matcher(body < 0 ? "" : part.substring(0, body));
            if (!name.find()) {
                continue;
            }
            String content = part.substring(body + 4, part.length() - 2);
            if (name.group(1).equals("payload_json")) {
                json = Json.read(new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            } else {
                files.add(new Upload(name.group(2) == null ? name.group(1) : name.group(2), content));
            }
        }
        return new Request(token, List.of(), query, json, files, "");
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    Request at(List<String> path) {
        return new Request(authorization, path, query, json, files, text);
    }

    String id(int number) {
        return ids.get(number);
    }

    /** The body, empty unless it is an object. */
    ObjectNode body() {
        return json instanceof ObjectNode object ? object : Json.object();
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }
}
