package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People use commands, buttons, menus and modals. */
final class Interactions {
    private final World world;
    private final Ids ids;
    private final Gateway gateway;
    private final CommandMethods commands;
    private final InteractionMethods methods;

    Interactions(World world, Ids ids, Gateway gateway, CommandMethods commands, InteractionMethods methods) {
        this.world = world;
        this.ids = ids;
        this.gateway = gateway;
        this.commands = commands;
        this.methods = methods;
    }

    Interaction slash(Use use) {
        synchronized (world) {
            ObjectNode data = Json.object();
            ObjectNode leaf = path(use, data);
            Set<String> left = new HashSet<>(use.options.keySet());
            for (JsonNode option : leaf.path("definition").path("options")) {
                String name = option.path("name").asText();
                Object value = use.options.get(name);
                demand(
                        value != null || !option.path("required").asBoolean(),
                        use.command + " cannot be sent without " + name);
                if (value != null) {
                    left.remove(name);
                    leaf.withArray("options")
                            .add(filled(
                                    data, option, value, world.room(use.channel).guild()));
                }
            }
            demand(left.isEmpty(), use.command + " has no options " + left);
            strip(data);
            return send(make(Interaction.Kind.COMMAND, use, null), use, data);
        }
    }

    Interaction autocomplete(Use use, String option, String typed) {
        synchronized (world) {
            ObjectNode data = Json.object();
            ObjectNode leaf = path(use, data);
            JsonNode definition = Json.stream(leaf.path("definition").path("options"))
                    .filter(one -> one.path("name").asText().equals(option))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(use.command + " has no option " + option));
            demand(definition.path("autocomplete").asBoolean(), option + " has no suggestions");
            use.options.forEach((name, value) -> leaf.withArray("options")
                    .addObject()
                    .put("name", name)
                    .put("type", 3)
                    .put("value", value.toString()));
            leaf.withArray("options")
                    .addObject()
                    .put("name", option)
                    .put("type", definition.path("type").asInt())
                    .put("value", typed)
                    .put("focused", true);
            strip(data);
            return send(make(Interaction.Kind.AUTOCOMPLETE, use, null), use, data);
        }
    }

    /** Finds the command and fills in its path; the innermost part is returned with its definition. */
    private ObjectNode path(Use use, ObjectNode data) {
        String[] words = use.command.replaceFirst("^/", "").split(" ");
        ObjectNode command = available(use, 1, words[0]);
        data.put("id", command.path("id").asText()).put("name", words[0]).put("type", 1);
        if (command.has("guild_id")) {
            data.put("guild_id", command.path("guild_id").asText());
        }
        ObjectNode here = data;
        JsonNode definition = command;
        for (String word : List.of(words).subList(1, words.length)) {
            definition = Json.stream(definition.path("options"))
                    .filter(option -> option.path("name").asText().equals(word)
                            && option.path("type").asInt() <= 2)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no command " + use.command));
            here = here.withArray("options")
                    .addObject()
                    .put("name", word)
                    .put("type", definition.path("type").asInt());
        }
        demand(
                Json.stream(definition.path("options"))
                        .noneMatch(option -> option.path("type").asInt() <= 2),
                use.command + " is no whole command");
        here.set("definition", definition);
        here.putArray("options");
        return here;
    }

    private static void strip(JsonNode data) {
        if (data instanceof ObjectNode object) {
            object.remove("definition");
        }
        data.path("options").forEach(Interactions::strip);
    }

    private ObjectNode available(Use use, int type, String name) {
        Room room = world.room(use.channel);
        ObjectNode command = commands.find(room.guild(), type, name);
        if (command == null) {
            throw new AssertionError(
                    "there is no command " + name + " among " + commands.of(room.guild()) + commands.of(""));
        }
        JsonNode contexts = command.path("contexts");
        int context = room.guild().isEmpty() ? 1 : 0;
        boolean shown = contexts.isArray()
                ? Json.stream(contexts).anyMatch(one -> one.asInt() == context)
                : context == 0 || command.path("dm_permission").asBoolean(true);
        demand(shown, name + " is not offered in " + room.kind());
        boolean installed = context == 1 || world.guild(room.guild()).present();
        demand(
                installed || Json.stream(command.path("integration_types")).anyMatch(one -> one.asInt() == 1),
                name + " is not offered where the bot is not");
        long needed = command.path("default_member_permissions").asLong();
        long has = permissions(use, room);
        boolean may = context == 1
                || use.offered
                || (has & Permissions.ADMINISTRATOR) != 0
                || (command.hasNonNull("default_member_permissions") && needed != 0 && (has & needed) == needed)
                || !command.hasNonNull("default_member_permissions");
        demand(may, name + " is not offered to " + use.user);
        return command;
    }

    private long permissions(Use use, Room room) {
        if (room.guild().isEmpty()) {
            return use.permissions;
        }
        Guild guild = world.guild(room.guild());
        return guild.owner().equals(use.user) ? Permissions.ALL : use.permissions | guild.permissions(use.user);
    }

    private ObjectNode filled(ObjectNode data, JsonNode option, Object value, String guild) {
        int type = option.path("type").asInt();
        ObjectNode filled =
                Json.object().put("name", option.path("name").asText()).put("type", type);
        filled.set("value", Json.of(value));
        JsonNode choices = option.path("choices");
        demand(
                choices.isEmpty()
                        || Json.stream(choices)
                                .anyMatch(one -> one.path("value").asText().equals(value.toString())),
                value + " is no choice of " + option);
        if (type == 6 || type == 7) {
            resolve(data, value.toString(), guild);
        } else if (type == 8) {
            data.withObject("/resolved/roles")
                    .set(value.toString(), world.guild(guild).roleJson(value.toString()));
        }
        return filled;
    }

    /** Adds what a person's or a channel's id stands for. */
    private void resolve(ObjectNode data, String id, String guild) {
        Person person = world.findPerson(id);
        if (person == null) {
            Room room = world.room(id);
            ObjectNode channel = room.json(world).put("permissions", Long.toString(Permissions.USUAL));
            data.withObject("/resolved/channels").set(id, channel);
            return;
        }
        data.withObject("/resolved/users").set(id, person.json());
        if (!guild.isEmpty()) {
            ObjectNode member = world.guild(guild).memberJson(id).put("permissions", "0");
            data.withObject("/resolved/members").set(id, member);
        }
    }

    Interaction messageCommand(Use use, Post target) {
        synchronized (world) {
            ObjectNode command = available(use, 3, use.command);
            ObjectNode data = Json.object()
                    .put("id", command.path("id").asText())
                    .put("name", use.command)
                    .put("type", 3)
                    .put("target_id", target.id());
            data.withObject("/resolved/messages").set(target.id(), target.json());
            Interaction interaction = make(Interaction.Kind.COMMAND, use, null);
            interaction.commandType(3);
            return send(interaction, use, data);
        }
    }

    Interaction component(Post post, String user, String idOrLabel, List<String> values) {
        demand(post.reader().isEmpty() || post.reader().equals(user), user + " does not see " + post);
        return used(post, user, idOrLabel, values, "");
    }

    Interaction forged(Post post, String user, String idOrLabel) {
        return used(post, user, idOrLabel, List.of(), "");
    }

    /** With another custom id than the button has. */
    Interaction forged(Post post, String user, String idOrLabel, String customId) {
        return used(post, user, idOrLabel, List.of(), customId);
    }

    private Interaction used(Post post, String user, String idOrLabel, List<String> values, String forged) {
        synchronized (world) {
            JsonNode component = find(post.json().path("components"), idOrLabel);
            if (component == null) {
                throw new AssertionError("nothing called " + idOrLabel + " in " + post);
            }
            demand(!component.path("disabled").asBoolean(), idOrLabel + " is disabled");
            demand(component.path("style").asInt() != 5, idOrLabel + " is a link");
            int type = component.path("type").asInt();
            ObjectNode data = Json.object()
                    .put(
                            "custom_id",
                            forged.isEmpty() ? component.path("custom_id").asText() : forged)
                    .put("component_type", type)
                    .put("id", component.path("id").asInt());
            if (type != 2) {
                List<String> chosen = chosen(component, values);
                data.set("values", Json.array(chosen));
                if (type != 3) {
                    String guild = world.room(post.channel()).guild();
                    chosen.forEach(id -> resolve(data, id, guild));
                }
            }
            Use use = Use.of(post.channel(), user, "");
            return send(make(Interaction.Kind.COMPONENT, use, post), use, data);
        }
    }

    private static List<String> chosen(JsonNode menu, List<String> values) {
        int least = menu.path("min_values").asInt(1);
        int most = menu.path("max_values").asInt(1);
        demand(values.size() >= least && values.size() <= most, values + " are too few or too many for " + menu);
        if (!menu.has("options")) {
            return values;
        }
        List<String> chosen = new ArrayList<>();
        for (String value : values) {
            chosen.add(Json.stream(menu.path("options"))
                    .filter(option -> option.path("value").asText().equals(value)
                            || option.path("label").asText().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no option " + value + " in " + menu))
                    .path("value")
                    .asText());
        }
        return chosen;
    }

    private static @Nullable JsonNode find(JsonNode components, String idOrLabel) {
        for (String field : List.of("custom_id", "label", "placeholder")) {
            for (JsonNode component : ComponentRules.all(components)) {
                int type = component.path("type").asInt();
                if (component.has("custom_id")
                        && type != 18
                        && component.path(field).asText().equals(idOrLabel)) {
                    return component;
                }
            }
        }
        return null;
    }

    Interaction submit(String user, Map<String, String> values) {
        synchronized (world) {
            Interaction opener = methods.modal(user);
            ObjectNode modal = opener == null ? null : opener.modal();
            if (opener == null || modal == null) {
                throw new AssertionError(user + " sees no modal");
            }
            Set<String> left = new HashSet<>(values.keySet());
            ObjectNode data =
                    Json.object().put("custom_id", modal.path("custom_id").asText());
            ArrayNode components = data.putArray("components");
            int number = 1;
            for (JsonNode part : modal.path("components")) {
                ObjectNode copy =
                        Json.object().put("type", part.path("type").asInt()).put("id", number++);
                if (part.path("type").asInt() == 18) {
                    ObjectNode input =
                            input(part.path("component"), part.path("label").asText(), values, left);
                    copy.set("component", input.put("id", number++));
                } else if (part.path("type").asInt() == 1) {
                    ObjectNode input = input(part.path("components").path(0), "", values, left);
                    copy.putArray("components").add(input.put("id", number++));
                }
                components.add(copy);
            }
            demand(left.isEmpty(), "the modal has no " + left);
            methods.closeModal(user);
            Use use = Use.of(opener.room().id(), user, "");
            return send(make(Interaction.Kind.MODAL, use, opener.source()), use, data);
        }
    }

    private static ObjectNode input(JsonNode component, String label, Map<String, String> values, Set<String> left) {
        String id = component.path("custom_id").asText();
        String name = label.isEmpty() ? component.path("label").asText() : label;
        String key = values.containsKey(id) ? id : name;
        String preset = Json.stream(component.path("options"))
                .filter(option -> option.path("default").asBoolean())
                .map(option -> option.path("value").asText())
                .findFirst()
                .orElseGet(() -> component.path("value").asText(""));
        String value = values.getOrDefault(key, preset);
        left.remove(key);
        boolean required = component.path("required").asBoolean(true);
        demand(!required || !value.isEmpty(), "the modal cannot be sent without " + name);
        ObjectNode filled =
                Json.object().put("type", component.path("type").asInt()).put("custom_id", id);
        if (component.path("type").asInt() == 4) {
            int least = component.path("min_length").asInt();
            int most = component.path("max_length").asInt(4000);
            demand(
                    value.length() <= most && (value.isEmpty() || value.length() >= least),
                    name + " takes " + least + " to " + most + " characters");
            return filled.put("value", value);
        }
        filled.set("values", Json.array(value.isEmpty() ? List.of() : chosen(component, several(component, value))));
        return filled;
    }

    /** Values with commas between them, unless a value itself has some. */
    private static List<String> several(JsonNode menu, String value) {
        boolean one = Json.stream(menu.path("options"))
                .anyMatch(option -> option.path("value").asText().equals(value));
        return one ? List.of(value) : List.of(value.split(","));
    }

    private Interaction make(Interaction.Kind kind, Use use, @Nullable Post source) {
        String id = ids.next();
        String token = ids.token(200);
        return new Interaction(id, token, kind, world.person(use.user), world.room(use.channel), source);
    }

    private Interaction send(Interaction interaction, Use use, ObjectNode data) {
        Room room = interaction.room();
        ObjectNode payload = Json.object()
                .put("id", interaction.id())
                .put("application_id", World.BOT)
                .put("type", interaction.kind().number)
                .put("token", interaction.token())
                .put("version", 1)
                .put("channel_id", room.id())
                .put("locale", use.locale)
                .put("context", room.guild().isEmpty() ? 1 : 0)
                .put("attachment_size_limit", 10_485_760)
                .put("app_permissions", Long.toString(world.allowed(room)));
        payload.set("data", data);
        payload.putArray("entitlements");
        ObjectNode channel = room.json(world).put("permissions", Long.toString(permissions(use, room)));
        payload.set("channel", channel);
        ObjectNode owners = payload.putObject("authorizing_integration_owners");
        boolean installed = room.guild().isEmpty() || world.guild(room.guild()).present();
        owners.put(
                installed ? "0" : "1",
                installed
                        ? (room.guild().isEmpty() ? "0" : room.guild())
                        : interaction.person().id());
        if (room.guild().isEmpty()) {
            payload.set("user", interaction.person().json());
        } else {
            payload.put("guild_id", room.guild()).put("guild_locale", "en-US");
            payload.putObject("guild")
                    .put("id", room.guild())
                    .put("locale", "en-US")
                    .putArray("features");
            ObjectNode member = world.guild(room.guild()).member(interaction.person());
            payload.set("member", member.put("permissions", Long.toString(permissions(use, room))));
        }
        Post source = interaction.source();
        if (source != null) {
            payload.set("message", source.json());
        }
        methods.add(interaction);
        if (gateway.dispatch(installed ? room.guild() : "", "INTERACTION_CREATE", 0, any -> payload.deepCopy())) {
            interaction.deliver();
        }
        return interaction;
    }

    private static void demand(boolean possible, String otherwise) {
        if (!possible) {
            throw new AssertionError(otherwise);
        }
    }
}
