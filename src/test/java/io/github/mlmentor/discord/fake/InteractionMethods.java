package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** First responses to interactions, and what may follow them for a quarter of an hour. */
final class InteractionMethods {
    private final Settings settings;
    private final Journal journal;
    private final Messages messages;
    private final CommandRules rules;
    private final World world;
    private final Map<String, Interaction> byToken = new ConcurrentHashMap<>();
    private final Map<String, Interaction> modals = new ConcurrentHashMap<>();

    InteractionMethods(Settings settings, Journal journal, World world, Messages messages) {
        this.settings = settings;
        this.journal = journal;
        this.world = world;
        this.messages = messages;
        this.rules = new CommandRules(journal);
    }

    List<Route> routes() {
        String message = "webhooks/{}/{}/messages/{}";
        return List.of(
                Route.of("POST", "interactions/{}/{}/callback", "interaction.callback", this::callback),
                Route.of("POST", "webhooks/{}/{}", "followup.create", this::follow),
                Route.of("GET", message, "followup.get", this::get),
                Route.of("PATCH", message, "followup.edit", this::edit),
                Route.of("DELETE", message, "followup.delete", this::delete));
    }

    void add(Interaction interaction) {
        byToken.put(interaction.token(), interaction);
    }

    List<Interaction> all() {
        return byToken.values().stream()
                .sorted(Comparator.comparing(Interaction::id))
                .toList();
    }

    /** Notes what nobody answered in time. */
    void noteOverdue() {
        for (Interaction interaction : all()) {
            if (interaction.newlyOverdue(settings.ackLife)) {
                journal.violation("not_acknowledged", interaction.toString());
            }
        }
    }

    /** The interaction whose modal this person sees. */
    @Nullable
    Interaction modal(String user) {
        return modals.get(user);
    }

    void closeModal(String user) {
        modals.remove(user);
    }

    private @Nullable JsonNode callback(Request request) {
        Interaction interaction = byToken.get(request.id(1));
        if (interaction == null || !interaction.id().equals(request.id(0))) {
            journal.violation("unknown_interaction", request.id(0));
            throw new ApiError(404, 10062, "Unknown interaction");
        }
        if (interaction.acknowledged()) {
            journal.violation("acknowledged_twice", interaction.toString());
            throw new ApiError(400, 40060, "Interaction has already been acknowledged.");
        }
        if (interaction.age().compareTo(settings.ackLife) > 0) {
            if (interaction.delivered()) {
                journal.violation("acknowledged_late", interaction + " after " + interaction.age());
                interaction.newlyOverdue(settings.ackLife);
            }
            throw new ApiError(404, 10062, "Unknown interaction");
        }
        int type = request.body().path("type").asInt();
        JsonNode data = request.body().path("data");
        checkType(interaction, type);
        switch (type) {
            case 4 -> {
                interaction.original(
                        messages.write("interaction.callback", draft(interaction, data), data, request.files()));
                interaction.answer(Interaction.Answer.REPLY);
            }
            case 5 -> {
                interaction.original(messages.thinking(draft(interaction, data)));
                interaction.answer(Interaction.Answer.DEFERRED_REPLY);
            }
            case 6 -> {
                interaction.original(interaction.source());
                interaction.answer(Interaction.Answer.DEFERRED_EDIT);
            }
            case 7 -> {
                Post source = source(interaction);
                messages.edit("interaction.callback", interaction.room(), source, data, request.files());
                interaction.original(source);
                interaction.answer(Interaction.Answer.EDIT);
            }
            case 8 -> {
                rules.checkChoices(data.path("choices"));
                interaction.suggest(Json.stream(data.path("choices"))
                        .map(choice -> choice.path("name").asText())
                        .toList());
                interaction.answer(Interaction.Answer.CHOICES);
            }
            default -> {
                rules.checkModal(data);
                interaction.open((ObjectNode) data.deepCopy());
                modals.put(interaction.person().id(), interaction);
                interaction.answer(Interaction.Answer.MODAL);
            }
        }
        return request.query("with_response").equals("true") ? told(interaction, type) : null;
    }

    private void checkType(Interaction interaction, int type) {
        boolean fits =
                switch (interaction.kind()) {
                    case AUTOCOMPLETE -> type == 8;
                    case COMMAND -> type == 4 || type == 5 || type == 9;
                    case COMPONENT -> type == 4 || type == 5 || type == 6 || type == 7 || type == 9;
                    case MODAL -> type == 4 || type == 5 || (interaction.source() != null && (type == 6 || type == 7));
                };
        Rules check = new Rules(journal, "interaction.callback");
        check.require(fits, "callback_type", type + " for " + interaction.kind());
        check.enforce();
    }

    private static Post source(Interaction interaction) {
        Post source = interaction.source();
        if (source == null) {
            throw ApiError.unknownMessage();
        }
        return source;
    }

    private Messages.Draft draft(Interaction interaction, JsonNode data) {
        boolean secret = (data.path("flags").asInt() & Post.EPHEMERAL) != 0;
        int type = interaction.kind() == Interaction.Kind.COMMAND ? (interaction.commandType() == 1 ? 20 : 23) : 0;
        return new Messages.Draft(
                interaction.room(),
                world.bot(),
                type,
                secret ? interaction.person().id() : "",
                Messages.answering(interaction));
    }

    private static JsonNode told(Interaction interaction, int type) {
        ObjectNode answer = Json.object();
        ObjectNode about =
                answer.putObject("interaction").put("id", interaction.id()).put("type", interaction.kind().number);
        Post post = interaction.original();
        if (type != 8) {
            answer.putObject("resource").put("type", type);
        }
        if (post != null && type != 6) {
            about.put("response_message_id", post.id())
                    .put("response_message_loading", post.loading())
                    .put("response_message_ephemeral", !post.reader().isEmpty());
            answer.withObject("/resource").set("message", post.json());
        }
        return answer;
    }

    private Interaction answered(Request request) {
        Interaction interaction = byToken.get(request.id(1));
        if (interaction == null || !request.id(0).equals(World.BOT) || !interaction.acknowledged()) {
            journal.violation("unknown_webhook", request.toString());
            throw new ApiError(404, 10015, "Unknown Webhook");
        }
        if (interaction.age().compareTo(settings.tokenLife) > 0) {
            journal.violation("token_expired", interaction + " after " + interaction.age());
            throw new ApiError(401, 50027, "Invalid Webhook Token");
        }
        return interaction;
    }

    private JsonNode follow(Request request) {
        Interaction interaction = answered(request);
        Post original = interaction.original();
        if (interaction.answer() == Interaction.Answer.DEFERRED_REPLY && original != null && original.loading()) {
            // As in Discord, for the sake of apps from before there was an endpoint to edit with.
            return messages.edit("followup.create", interaction.room(), original, request.body(), request.files())
                    .json();
        }
        Post post =
                messages.write("followup.create", draft(interaction, request.body()), request.body(), request.files());
        interaction.add(post);
        return post.json();
    }

    private Post post(Interaction interaction, String id) {
        Post original = interaction.original();
        Post post = id.equals("@original") || (original != null && original.id().equals(id))
                ? original
                : interaction.followups().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElse(null);
        if (post == null || interaction.room().post(post.id()) == null) {
            journal.violation("unknown_message", id + " of " + interaction);
            throw ApiError.unknownMessage();
        }
        return post;
    }

    private JsonNode get(Request request) {
        return post(answered(request), request.id(2)).json();
    }

    private JsonNode edit(Request request) {
        Interaction interaction = answered(request);
        Post post = post(interaction, request.id(2));
        return messages.edit("followup.edit", interaction.room(), post, request.body(), request.files())
                .json();
    }

    private @Nullable JsonNode delete(Request request) {
        Interaction interaction = answered(request);
        Post post = post(interaction, request.id(2));
        messages.delete(interaction.room(), post);
        interaction.remove(post);
        Post original = interaction.original();
        if (original != null && post.id().equals(original.id())) {
            interaction.original(null);
        }
        return null;
    }
}
