package io.github.mlmentor.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does, without one: keeps cookies, sends forms, follows nothing by itself. */
final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    /** By name, in the open, so that a test may steal or plant one. */
    final Map<String, String> cookies = new LinkedHashMap<>();

    Client(int port) {
        this.port = port;
    }

    /** What came back. */
    record Page(int status, String body, Map<String, List<String>> headers) {
        String header(String name) {
            return String.join("\n", headers.getOrDefault(name, List.of()));
        }

        String location() {
            return header("location");
        }

        /** The token that this page's forms carry. */
        String token() {
            Matcher found = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(body);
            if (!found.find()) {
                throw new IllegalStateException("no form here: " + body);
            }
            return found.group(1);
        }
    }

    Page get(String path, String... headers) {
        return send(path, "GET", "", headers);
    }

    Page post(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(path, "POST", body, headers);
    }

    /** Sends a form of a page, with the token that the page has. */
    Page submit(Page from, String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", from.token());
        return post(path, all);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Page send(String path, String method, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (method.equals("POST")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (String cookie : new ArrayList<>(response.headers().allValues("set-cookie"))) {
                String[] pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
            return new Page(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
