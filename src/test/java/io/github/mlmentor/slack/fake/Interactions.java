package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do with commands, shortcuts, buttons and modals, and what the app's acknowledgements do to them. */
final class Interactions {
    private final Settings settings;
    private final Journal journal;
    private final World world;
    private final Views views;
    private final Triggers triggers;
    private final Ids ids;
    private final Postman postman;
    private final String base;
    private final Map<Delivery, Map<String, String>> shownErrors = new HashMap<>();

    Interactions(
            Settings settings,
            World world,
            Views views,
            Triggers triggers,
            Ids ids,
            Postman postman,
            Journal journal,
            String base) {
        this.settings = settings;
        this.journal = journal;
        this.world = world;
        this.views = views;
        this.triggers = triggers;
        this.ids = ids;
        this.postman = postman;
        this.base = base;
    }

    Delivery slash(String channel, String user, String command, String text) {
        Room room = world.room(channel);
        Team team = world.team(room.team());
        String name =
                switch (room.kind()) {
                    case IM -> "directmessage";
                    case CHANNEL -> room.name();
                    default -> "privategroup";
                };
        ObjectNode form = Json.object()
                .put("token", "deprecated")
                .put("team_id", team.id())
                .put("team_domain", team.domain());
        if (team.enterprise() != null) {
            form.put("enterprise_id", team.enterprise()).put("enterprise_name", team.name() + " Group");
        }
        form.put("channel_id", channel)
                .put("channel_name", name)
                .put("user_id", user)
                .put("user_name", world.person(user).name())
                .put("command", command)
                .put("text", text)
                .put("api_app_id", World.APP_ID)
                .put("is_enterprise_install", "false")
                .put("response_url", base + triggers.url(channel, user, null, null))
                .put("trigger_id", triggers.trigger(user));
        return send(Delivery.Kind.SLASH_COMMANDS, form);
    }

    /** A shortcut on a message, or a global one without. */
    Delivery shortcut(String user, String callbackId, @Nullable Room room, @Nullable Post post) {
        boolean global = room == null || post == null;
        Team team = room == null ? world.team(world.person(user).team()) : world.team(room.team());
        ObjectNode payload = interaction(global ? "shortcut" : "message_action", team, user)
                .put("action_ts", ids.ts())
                .put("callback_id", callbackId);
        if (room != null && post != null) {
            payload.put("message_ts", post.ts()).put("response_url", base + triggers.url(room.id(), user, null, null));
            payload.putObject("channel").put("id", room.id()).put("name", room.name());
            ObjectNode message = post.json();
            if (!settings.marksInMenus) {
                message.remove("metadata");
            }
            payload.set("message", message);
        }
        return send(Delivery.Kind.INTERACTIVE, payload);
    }

    Delivery click(Room room, String user, Post post, String action, String choice) {
        ObjectNode container = Json.object()
                .put("type", "message")
                .put("message_ts", post.ts())
                .put("channel_id", room.id())
                .put("is_ephemeral", false);
        if (post.json().has("thread_ts")) {
            container.put("thread_ts", post.thread());
        }
        ObjectNode payload = clicked(room, user, container, post.json(), action, choice)
                .put("response_url", base + triggers.url(room.id(), user, post, null));
        payload.set("message", post.json());
        return send(Delivery.Kind.INTERACTIVE, payload);
    }

    Delivery click(Ephemeral ephemeral, String action, String choice) {
        Room room = world.room(ephemeral.channel());
        ObjectNode container = Json.object()
                .put("type", "message")
                .put("message_ts", ephemeral.ts())
                .put("channel_id", room.id())
                .put("is_ephemeral", true);
        if (!ephemeral.thread().isEmpty()) {
            container.put("thread_ts", ephemeral.thread());
        }
        return send(
                Delivery.Kind.INTERACTIVE,
                clicked(room, ephemeral.user(), container, ephemeral.json(), action, choice)
                        .put("response_url", base + triggers.url(room.id(), ephemeral.user(), null, ephemeral)));
    }

    private ObjectNode clicked(
            Room room, String user, ObjectNode container, JsonNode holder, String action, String choice) {
        ObjectNode payload = interaction("block_actions", world.team(room.team()), user);
        payload.set("container", container);
        payload.putObject("channel").put("id", room.id()).put("name", room.name());
        payload.putObject("state").putObject("values");
        payload.putArray("actions").add(act(holder, action, choice));
        return payload;
    }

    /** A click in the modal that the person sees, or in the Home tab. */
    Delivery clickInView(String user, boolean home, String action, String choice) {
        ObjectNode view = seen(home ? views.home(user) : views.modal(user), user);
        ObjectNode payload = interaction("block_actions", team(user), user);
        payload.putObject("container")
                .put("type", "view")
                .put("view_id", view.path("id").asText());
        payload.set("view", view);
        payload.putArray("actions").add(act(view, action, choice));
        return send(Delivery.Kind.INTERACTIVE, payload);
    }

    /** Sends the modal that the person sees, with these values by block id or action id. */
    Delivery submit(String user, Map<String, String> values) {
        ObjectNode view = seen(views.modal(user), user).deepCopy();
        ObjectNode state = view.putObject("state").putObject("values");
        List<String> unused = new ArrayList<>(values.keySet());
        for (JsonNode block : view.path("blocks")) {
            if (block.path("type").asText().equals("input")) {
                String blockId = block.path("block_id").asText();
                JsonNode element = block.path("element");
                String actionId = element.path("action_id").asText();
                String key = values.containsKey(blockId) ? blockId : actionId;
                unused.remove(key);
                if (!values.containsKey(key) && !block.path("optional").asBoolean()) {
                    throw new AssertionError("the client would ask for " + blockId + " first");
                }
                ObjectNode value = values.containsKey(key)
                        ? Blocks.chosen(element, values.getOrDefault(key, ""))
                        : Json.object()
                                .put("type", element.path("type").asText())
                                .putNull("value");
                state.putObject(blockId).set(actionId, value);
            }
        }
        if (!unused.isEmpty()) {
            throw new AssertionError("the modal has no " + unused);
        }
        ObjectNode payload = interaction("view_submission", team(user), user);
        payload.set("view", view);
        payload.putArray("response_urls");
        return send(Delivery.Kind.INTERACTIVE, payload);
    }

    /** Closes the modal; the app hears of it only if it asked to. */
    @Nullable
    Delivery dismiss(String user) {
        ObjectNode view = seen(views.modal(user), user);
        views.close(user, false);
        if (!view.path("notify_on_close").asBoolean()) {
            return null;
        }
        ObjectNode payload = interaction("view_closed", team(user), user).put("is_cleared", false);
        payload.set("view", view);
        return send(Delivery.Kind.INTERACTIVE, payload);
    }

    /** What the modal complains about by block id, after a submission that the app refused. */
    synchronized Map<String, String> errors(Delivery submission) {
        return Map.copyOf(shownErrors.getOrDefault(submission, Map.of()));
    }

    /** Does what an acknowledgement says. */
    void acknowledged(Delivery delivery, String body) {
        JsonNode answer = Json.read(body);
        JsonNode payload = delivery.payload();
        if (delivery.kind() == Delivery.Kind.SLASH_COMMANDS) {
            ObjectNode content =
                    answer instanceof ObjectNode object ? object : Json.object().put("text", body);
            if (!VisibleText.of(content).isBlank()) {
                world.whisper(
                        payload.path("channel_id").asText(),
                        payload.path("user_id").asText(),
                        "",
                        content);
            }
        } else if (delivery.type().equals("view_submission")) {
            submitted(delivery, payload, answer);
        }
    }

    private void submitted(Delivery delivery, JsonNode payload, JsonNode answer) {
        String user = payload.path("user").path("id").asText();
        String id = payload.path("view").path("id").asText();
        switch (answer.path("response_action").asText()) {
            case "errors" -> {
                Map<String, String> errors = new HashMap<>();
                answer.path("errors")
                        .properties()
                        .forEach(error ->
                                errors.put(error.getKey(), error.getValue().asText()));
                synchronized (this) {
                    shownErrors.put(delivery, errors);
                }
            }
            case "update" -> views.update(team(user), id, "", "", checked(answer.path("view")));
            case "push" -> views.push(team(user), user, checked(answer.path("view")));
            case "clear" -> views.close(user, true);
            default -> views.close(user, false);
        }
    }

    private JsonNode checked(JsonNode view) {
        List<String> problems = BlockRules.ofView(view);
        if (!problems.isEmpty()) {
            journal.violation("invalid_view", "response_action: " + problems);
        }
        return view;
    }

    private ObjectNode act(JsonNode holder, String action, String choice) {
        Blocks.Widget widget = Blocks.find(holder.path("blocks"), action);
        if (widget == null) {
            throw new AssertionError("nothing to click called " + action + " in " + holder);
        }
        return Blocks.chosen(widget.element(), choice)
                .put("action_id", widget.element().path("action_id").asText())
                .put("block_id", widget.block().path("block_id").asText())
                .put("action_ts", ids.ts());
    }

    private ObjectNode interaction(String type, Team team, String user) {
        ObjectNode payload = Json.object().put("type", type);
        Person person = world.person(user);
        payload.putObject("user")
                .put("id", user)
                .put("username", person.name())
                .put("name", person.name())
                .put("team_id", person.team());
        payload.put("api_app_id", World.APP_ID).put("token", "deprecated").put("trigger_id", triggers.trigger(user));
        payload.set("team", team.json());
        if (team.enterprise() == null) {
            payload.putNull("enterprise");
        } else {
            payload.putObject("enterprise").put("id", team.enterprise()).put("name", team.name() + " Group");
        }
        return payload.put("is_enterprise_install", false);
    }

    private Team team(String user) {
        return world.team(world.person(user).team());
    }

    private static ObjectNode seen(@Nullable ObjectNode view, String user) {
        if (view == null) {
            throw new AssertionError(user + " sees no view");
        }
        return view;
    }

    private Delivery send(Delivery.Kind kind, ObjectNode payload) {
        return postman.deliver(new Delivery(kind, payload), Duration.ZERO);
    }
}
