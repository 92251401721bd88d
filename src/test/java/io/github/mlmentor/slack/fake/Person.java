package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Somebody with an account.
 *
 * @param team the workspace of the account, which in a shared channel may be another than the bot's
 */
public record Person(String id, String name, String team, boolean admin, boolean bot) {
    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("team_id", team)
                .put("name", name)
                .put("real_name", name)
                .put("deleted", false)
                .put("tz", "Europe/Amsterdam")
                .put("is_admin", admin)
                .put("is_owner", admin)
                .put("is_bot", bot)
                .put("is_restricted", false)
                .put("is_ultra_restricted", false)
                .put("is_app_user", false);
        json.putObject("profile")
                .put("real_name", name)
                .put("display_name", name)
                .put("team", team);
        return json;
    }
}
