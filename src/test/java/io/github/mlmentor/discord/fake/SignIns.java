package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People who sign in somewhere with their account here. The world's lock guards it. */
final class SignIns {
    static final String SECRET = "a-client-secret-that-opens-nothing";

    private final World world;
    private final Ids ids;
    private final Journal journal;
    private final Map<String, Grant> codes = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    /** Who agreed to what. */
    private record Grant(String user, String redirect) {}

    SignIns(World world, Ids ids, Journal journal) {
        this.world = world;
        this.ids = ids;
        this.journal = journal;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "oauth2/token", "oauth.token", this::token));
    }

    /** Somebody agrees to what an address asks for; the code that his browser is sent back with. */
    String agree(String user, String address) {
        Map<String, String> asked = form(address.substring(address.indexOf('?') + 1));
        boolean right = "code".equals(asked.get("response_type"))
                && World.BOT.equals(asked.get("client_id"))
                && "identify".equals(asked.get("scope"));
        if (!right) {
            journal.violation("authorize", address);
        }
        String code = ids.token(30);
        codes.put(code, new Grant(user, asked.getOrDefault("redirect_uri", "")));
        return code;
    }

    private JsonNode token(Request request) {
        String app = World.BOT + ":" + SECRET;
        String basic = "Basic " + Base64.getEncoder().encodeToString(app.getBytes(StandardCharsets.UTF_8));
        if (!request.authorization().equals(basic)) {
            throw new ApiError(401, 0, "invalid_client");
        }
        Map<String, String> asked = form(request.text());
        Grant grant = codes.remove(asked.getOrDefault("code", ""));
        if (grant == null
                || !grant.redirect().equals(asked.get("redirect_uri"))
                || !"authorization_code".equals(asked.get("grant_type"))) {
            throw new ApiError(400, 0, "invalid_grant");
        }
        String token = ids.token(30);
        tokens.put(token, grant.user());
        return Json.object()
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("expires_in", 604_800)
                .put("scope", "identify");
    }

    /** Whose token a call came with. */
    Person person(String authorization) {
        String user = tokens.get(authorization.replaceFirst("^Bearer ", ""));
        if (user == null) {
            throw new ApiError(401, 0, "401: Unauthorized");
        }
        return world.person(user);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return values;
    }
}
