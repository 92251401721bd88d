package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Modals, the Home tab and the assistant's panel. */
final class SurfaceMethods {
    private final Settings settings;
    private final World world;
    private final Access access;
    private final Views views;
    private final Triggers triggers;
    private final Journal journal;

    SurfaceMethods(Settings settings, World world, Access access, Views views, Triggers triggers, Journal journal) {
        this.settings = settings;
        this.world = world;
        this.access = access;
        this.views = views;
        this.triggers = triggers;
        this.journal = journal;
    }

    Map<String, Method> methods() {
        return Map.of(
                "views.open",
                        (team, arguments) -> {
                            JsonNode view = view("views.open", arguments, "modal");
                            String user = triggers.use(arguments.required("trigger_id"), "views.open");
                            return answer(views.open(team, user, view));
                        },
                "views.push",
                        (team, arguments) -> {
                            JsonNode view = view("views.push", arguments, "modal");
                            String user = triggers.use(arguments.required("trigger_id"), "views.push");
                            return answer(views.push(team, user, view));
                        },
                "views.update",
                        (team, arguments) -> answer(views.update(
                                team,
                                arguments.text("view_id"),
                                arguments.text("external_id"),
                                arguments.text("hash"),
                                view("views.update", arguments, ""))),
                "views.publish", this::publish,
                "assistant.threads.setStatus", this::status,
                "assistant.threads.setTitle", this::title,
                "assistant.threads.setSuggestedPrompts", this::prompts);
    }

    private ObjectNode publish(Team team, Arguments arguments) {
        String user = arguments.required("user_id");
        if (world.findPerson(user) == null) {
            throw new ApiError("user_not_found");
        }
        return answer(views.publish(team, user, view("views.publish", arguments, "home")));
    }

    private JsonNode view(String method, Arguments arguments, String type) {
        JsonNode view = arguments.tree("view");
        List<String> problems = new java.util.ArrayList<>(BlockRules.ofView(view));
        if (!type.isEmpty() && !view.path("type").asText().equals(type)) {
            problems.add("view/type: must be " + type);
        }
        if (!problems.isEmpty()) {
            journal.violation("invalid_view", method + ": " + problems);
            throw new ApiError("invalid_arguments", problems);
        }
        return view;
    }

    private static ObjectNode answer(ObjectNode view) {
        ObjectNode answer = Json.object();
        answer.set("view", view.deepCopy());
        return answer;
    }

    private String thread(Team team, Arguments arguments) {
        if (!settings.assistantAllowed) {
            throw new ApiError("not_allowed");
        }
        Room room = access.joined(team, arguments.text("channel_id"));
        String thread = arguments.required("thread_ts");
        if (room.post(thread) == null) {
            throw new ApiError("thread_not_found");
        }
        return thread;
    }

    private ObjectNode status(Team team, Arguments arguments) {
        String thread = thread(team, arguments);
        if (arguments.tree("loading_messages").size() > 10) {
            throw wrong("too_many_loading_messages", "loading_messages: 10 allowed");
        }
        world.status(arguments.text("channel_id"), thread, arguments.text("status"));
        return Json.object();
    }

    private ObjectNode title(Team team, Arguments arguments) {
        String thread = thread(team, arguments);
        world.title(arguments.text("channel_id"), thread, arguments.required("title"));
        return Json.object();
    }

    private ObjectNode prompts(Team team, Arguments arguments) {
        if (arguments.has("thread_ts")) {
            thread(team, arguments);
        } else {
            // In the agent's messages tab, prompts belong to no thread.
            access.joined(team, arguments.required("channel_id"));
        }
        JsonNode prompts = arguments.tree("prompts");
        if (prompts.isEmpty() || prompts.size() > 4) {
            throw wrong("too_many_prompts", "prompts: " + prompts.size() + " items, 1 to 4 allowed");
        }
        for (JsonNode prompt : prompts) {
            if (prompt.path("title").asText().isEmpty()
                    || prompt.path("message").asText().isEmpty()) {
                throw wrong("invalid_prompt", "prompts: title and message needed");
            }
        }
        return Json.object();
    }

    private ApiError wrong(String rule, String detail) {
        journal.violation(rule, detail);
        return new ApiError("invalid_arguments", List.of("[ERROR] " + detail));
    }
}
