package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Who the bot is, and who the others are. */
final class AccountMethods {
    private final World world;
    private final Tokens tokens;
    private final String url;

    AccountMethods(World world, Tokens tokens, String url) {
        this.world = world;
        this.tokens = tokens;
        this.url = url;
    }

    Map<String, Method> methods() {
        return Map.of(
                "auth.test", this::test,
                "auth.revoke", this::revoke,
                "bots.info", this::bot,
                "team.info",
                        (team, arguments) -> {
                            ObjectNode answer = Json.object();
                            answer.set("team", team.json());
                            return answer;
                        },
                "users.info", this::user,
                "usergroups.users.list", this::group);
    }

    private ObjectNode test(Team team, Arguments arguments) {
        ObjectNode answer = Json.object()
                .put("url", url)
                .put("team", team.name())
                .put("user", "mentor")
                .put("team_id", team.id())
                .put("user_id", team.botUser())
                .put("bot_id", team.botId())
                .put("is_enterprise_install", false);
        return team.enterprise() == null ? answer : answer.put("enterprise_id", team.enterprise());
    }

    private ObjectNode revoke(Team team, Arguments arguments) {
        if (!arguments.flag("test")) {
            tokens.revoke(arguments.token());
        }
        return Json.object().put("revoked", !arguments.flag("test"));
    }

    private ObjectNode bot(Team team, Arguments arguments) {
        if (arguments.has("bot") && !arguments.text("bot").equals(team.botId())) {
            throw new ApiError("bot_not_found");
        }
        ObjectNode answer = Json.object();
        answer.putObject("bot")
                .put("id", team.botId())
                .put("deleted", false)
                .put("name", "mentor")
                .put("app_id", World.APP_ID)
                .put("user_id", team.botUser());
        return answer;
    }

    private ObjectNode group(Team team, Arguments arguments) {
        List<String> users = team.group(arguments.required("usergroup"));
        if (users == null) {
            throw new ApiError("no_such_subteam");
        }
        ObjectNode answer = Json.object();
        answer.set("users", Json.array(users));
        return answer;
    }

    private ObjectNode user(Team team, Arguments arguments) {
        Person person = world.findPerson(arguments.required("user"));
        if (person == null) {
            throw new ApiError("user_not_found");
        }
        ObjectNode answer = Json.object();
        ObjectNode user = person.json();
        if (!person.team().equals(team.id())) {
            user.put("is_stranger", true);
        }
        answer.set("user", user);
        return answer;
    }
}
