package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonParser;
import com.slack.api.Slack;
import io.github.mlmentor.chat.Delivery;
import java.io.IOException;
import okhttp3.Response;

/** Answers through the address that came with a command or a click: good for five answers within half an hour. Thread-safe. */
final class SlackResponses {
    private final Slack slack;

    SlackResponses(Slack slack) {
        this.slack = slack;
    }

    /** Says something that only the asker sees; a payload may ask to take the place of what he sees already. */
    Delivery send(String url, JsonNode payload) {
        ObjectNode body = payload.deepCopy();
        body.remove("response_url");
        if (!body.has("response_type")) {
            body.put("response_type", "ephemeral");
        }
        try (Response response = slack.getHttpClient().postJsonBody(url, JsonParser.parseString(body.toString()))) {
            int status = response.code();
            if (status == 429) {
                return new Delivery.Postponed(SlackApi.wish(response.header("Retry-After")), "ratelimited");
            }
            if (status >= 500) {
                return new Delivery.Unknown("status_" + status);
            }
            return status < 300 ? new Delivery.Delivered("private") : new Delivery.Undeliverable("status_" + status);
        } catch (IOException e) {
            return new Delivery.Unknown("broken_off");
        }
    }
}
