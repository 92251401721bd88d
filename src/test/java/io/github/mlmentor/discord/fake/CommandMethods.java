package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The app's commands, everywhere and in single servers. The world's lock guards them. */
final class CommandMethods {
    private final Ids ids;
    private final CommandRules rules;
    private final Access access;
    private final Map<String, Map<String, ObjectNode>> commands = new HashMap<>();
    private final AtomicInteger overwrites = new AtomicInteger();

    CommandMethods(Ids ids, Journal journal, Access access) {
        this.ids = ids;
        this.rules = new CommandRules(journal);
        this.access = access;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String base : List.of("applications/{}/commands", "applications/{}/guilds/{}/commands")) {
            boolean guild = base.contains("guilds");
            routes.add(Route.of("GET", base, "command.list", request -> told(request, scope(request, guild))));
            routes.add(Route.of("PUT", base, "command.overwrite", request -> overwrite(request, guild)));
            routes.add(Route.of("POST", base, "command.create", request -> create(request, guild)));
            String one = base + "/{}";
            routes.add(Route.of("GET", one, "command.get", request -> find(request, guild)));
            routes.add(Route.of("PATCH", one, "command.edit", request -> edit(request, guild)));
            routes.add(Route.of("DELETE", one, "command.delete", request -> delete(request, guild)));
        }
        return routes;
    }

    /** How often all commands were put at once. */
    int overwrites() {
        return overwrites.get();
    }

    /** The commands of a server, or with an empty id those that are everywhere. */
    List<ObjectNode> of(String guild) {
        return commands.getOrDefault(guild, Map.of()).values().stream()
                .map(ObjectNode::deepCopy)
                .toList();
    }

    /** The command with this name that there is in this server or everywhere. */
    @Nullable
    ObjectNode find(String guild, int type, String name) {
        ObjectNode own = commands.getOrDefault(guild, Map.of()).get(type + name);
        return own == null ? commands.getOrDefault("", Map.of()).get(type + name) : own;
    }

    private String scope(Request request, boolean guild) {
        if (!request.id(0).equals(World.BOT)) {
            throw new ApiError(404, 10002, "Unknown Application");
        }
        return guild ? access.guild(request.id(1)).id() : "";
    }

    private JsonNode list(String scope) {
        ArrayNode all = Json.array();
        of(scope).forEach(all::add);
        return all;
    }

    /** Discord leaves out what things are called in other languages unless it is asked for it. */
    private JsonNode told(Request request, String scope) {
        JsonNode all = list(scope);
        if (!request.query("with_localizations").equals("true")) {
            withoutLanguages(all);
        }
        return all;
    }

    private static void withoutLanguages(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(List.of("name_localizations", "description_localizations"));
        }
        json.forEach(CommandMethods::withoutLanguages);
    }

    private JsonNode overwrite(Request request, boolean guild) {
        String scope = scope(request, guild);
        rules.checkAll(request.json());
        overwrites.incrementAndGet();
        Map<String, ObjectNode> old = commands.getOrDefault(scope, Map.of());
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        for (JsonNode command : request.json()) {
            ObjectNode before = old.get(key(command));
            ObjectNode made = make(command, scope, before == null ? ids.next() : id(before));
            all.put(key(made), made);
        }
        commands.put(scope, all);
        return list(scope);
    }

    private static String id(JsonNode command) {
        return command.path("id").asText();
    }

    private static String key(JsonNode command) {
        return command.path("type").asInt(1) + command.path("name").asText();
    }

    private ObjectNode make(JsonNode command, String scope, String id) {
        ObjectNode made = Json.object()
                .put("id", id)
                .put("application_id", World.BOT)
                .put("version", ids.next())
                .put("type", 1)
                .put("description", "")
                .putNull("default_member_permissions");
        if (!scope.isEmpty()) {
            made.put("guild_id", scope);
        }
        return made.setAll((ObjectNode) command.deepCopy());
    }

    private JsonNode create(Request request, boolean guild) {
        String scope = scope(request, guild);
        rules.check(request.body());
        ObjectNode before = commands.getOrDefault(scope, Map.of()).get(key(request.body()));
        ObjectNode made = make(request.body(), scope, before == null ? ids.next() : id(before));
        commands.computeIfAbsent(scope, any -> new LinkedHashMap<>()).put(key(made), made);
        return made.deepCopy();
    }

    private ObjectNode find(Request request, boolean guild) {
        String id = request.id(guild ? 2 : 1);
        return commands.getOrDefault(scope(request, guild), Map.of()).values().stream()
                .filter(command -> id(command).equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiError(404, 10063, "Unknown Application Command"));
    }

    private JsonNode edit(Request request, boolean guild) {
        ObjectNode before = find(request, guild);
        ObjectNode after = before.deepCopy().setAll(request.body());
        rules.check(after);
        Map<String, ObjectNode> all = commands.get(scope(request, guild));
        if (all != null) {
            all.remove(key(before));
            all.put(key(after), after.put("version", ids.next()));
        }
        return after.deepCopy();
    }

    private @Nullable JsonNode delete(Request request, boolean guild) {
        ObjectNode command = find(request, guild);
        commands.getOrDefault(scope(request, guild), new HashMap<>()).remove(key(command));
        return null;
    }
}
