package io.github.mlmentor.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.telemetry.Wordless;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address that Slack posts to: what is signed by Slack, and now, goes to Bolt's app. Thread-safe. */
final class SlackPosts implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SlackPosts.class);

    private final SignedRequests signed;
    private final Supplier<@Nullable App> apps;

    /**
     * The address.
     *
     * @param apps the app once it runs, null before
     */
    SlackPosts(SignedRequests signed, Supplier<@Nullable App> apps) {
        this.signed = signed;
        this.apps = apps;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/slack/events";
    }

    @Override
    public void handle(Request request, io.github.mlmentor.http.Response response) throws IOException {
        App running = apps.get();
        if (running == null) {
            response.send(503, "text/plain", "not ready");
            return;
        }
        if (!signed.isGenuine(request)) {
            response.send(401, "text/plain", "the signature is not Slack's, or too old");
            return;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        try {
            Response answer = running.run(new SlackRequestParser(running.config())
                    .parse(SlackRequestParser.HttpRequest.builder()
                            .requestUri(path())
                            .headers(new RequestHeaders(headers))
                            .requestBody(request.body())
                            .remoteAddress(request.client())
                            .build()));
            String type = answer.getContentType() == null ? "text/plain" : answer.getContentType();
            response.send(answer.getStatusCode(), type, answer.getBody() == null ? "" : answer.getBody());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("A post of Slack's was not handled", Wordless.of(e));
            response.send(500, "text/plain", "");
        }
    }
}
