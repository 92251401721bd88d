package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The modals that people have before them, the newest on top, and their Home tabs. */
final class Views {
    private static final int STACK = 3;

    private final Ids ids;
    private final Map<String, ObjectNode> views = new LinkedHashMap<>();
    private final Map<String, List<String>> stacks = new LinkedHashMap<>();
    private final Map<String, String> homes = new LinkedHashMap<>();

    Views(Ids ids) {
        this.ids = ids;
    }

    synchronized ObjectNode open(Team team, String user, JsonNode view) {
        ObjectNode opened = complete(team, ids.next("V"), view);
        stacks.put(user, new ArrayList<>(List.of(id(opened))));
        return opened;
    }

    synchronized ObjectNode push(Team team, String user, JsonNode view) {
        List<String> stack = stacks.computeIfAbsent(user, key -> new ArrayList<>());
        if (stack.size() >= STACK) {
            throw new ApiError("push_limit_reached");
        }
        ObjectNode pushed = complete(team, ids.next("V"), view);
        if (!stack.isEmpty()) {
            pushed.put("previous_view_id", stack.get(stack.size() - 1)).put("root_view_id", stack.get(0));
        }
        stack.add(id(pushed));
        return pushed;
    }

    synchronized ObjectNode publish(Team team, String user, JsonNode view) {
        String id = homes.computeIfAbsent(user, key -> ids.next("V"));
        return complete(team, id, view);
    }

    synchronized ObjectNode update(Team team, String id, String externalId, String hash, JsonNode view) {
        ObjectNode old = views.values().stream()
                .filter(one -> id.isEmpty()
                        ? !externalId.isEmpty()
                                && one.path("external_id").asText().equals(externalId)
                        : id(one).equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiError("not_found"));
        if (!hash.isEmpty() && !hash.equals(old.path("hash").asText())) {
            throw new ApiError("hash_conflict");
        }
        return complete(team, id(old), view);
    }

    synchronized void close(String user, boolean all) {
        List<String> stack = stacks.getOrDefault(user, new ArrayList<>());
        while (!stack.isEmpty()) {
            views.remove(stack.remove(stack.size() - 1));
            if (!all) {
                return;
            }
        }
    }

    /** The modal that this person sees. */
    synchronized @Nullable ObjectNode modal(String user) {
        List<String> stack = stacks.getOrDefault(user, List.of());
        return stack.isEmpty() ? null : views.get(stack.get(stack.size() - 1));
    }

    /** What this person's Home tab shows. */
    synchronized @Nullable ObjectNode home(String user) {
        String id = homes.get(user);
        return id == null ? null : views.get(id);
    }

    private ObjectNode complete(Team team, String id, JsonNode view) {
        ObjectNode complete = Json.object()
                .put("id", id)
                .put("team_id", team.id())
                .put("app_id", World.APP_ID)
                .put("app_installed_team_id", team.id())
                .put("bot_id", team.botId())
                .put("hash", ids.ts())
                .put("root_view_id", id)
                .put("private_metadata", "")
                .put("callback_id", "")
                .put("external_id", "")
                .put("clear_on_close", false)
                .put("notify_on_close", false)
                .putNull("previous_view_id");
        complete.putObject("state").putObject("values");
        complete.setAll((ObjectNode) view.deepCopy());
        Blocks.name(complete.path("blocks"), ids);
        views.put(id, complete);
        return complete;
    }

    private static String id(JsonNode view) {
        return view.path("id").asText();
    }
}
