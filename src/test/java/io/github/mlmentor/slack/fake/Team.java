package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** A workspace with the bot that the app has in it. */
public final class Team {
    private final String id;
    private final String name;
    private final @Nullable String enterprise;
    private final String botUser;
    private final String botId;
    private final String token;
    private final Set<String> scopes = new CopyOnWriteArraySet<>(Scopes.ALL);
    private final Map<String, List<String>> groups = new ConcurrentHashMap<>();
    private volatile boolean active = true;
    private volatile boolean orgWide;

    Team(String id, String name, @Nullable String enterprise, String botUser, String botId, String token) {
        this.id = id;
        this.name = name;
        this.enterprise = enterprise;
        this.botUser = botUser;
        this.botId = botId;
        this.token = token;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The enterprise that the workspace belongs to. */
    public @Nullable String enterprise() {
        return enterprise;
    }

    /** The user id of the bot, as in a mention. */
    public String botUser() {
        return botUser;
    }

    /** The {@code bot_id} of what the bot posts. */
    public String botId() {
        return botId;
    }

    /** The bot token that an admin would paste. */
    public String token() {
        return token;
    }

    /** How the bot is addressed in a message's text. */
    public String mention() {
        return "<@" + botUser + ">";
    }

    /** The scopes that its tokens have; a test may take some away. */
    public Set<String> scopes() {
        return scopes;
    }

    /** Has these people, and no others, in a user group from now on. */
    public void group(String group, String... users) {
        groups.put(group, List.of(users));
    }

    /** Who is in a user group, or null when there is none. */
    @Nullable
    List<String> group(String group) {
        return groups.get(group);
    }

    /** Has the app installed in its whole organisation from now on, and not in the workspace alone. */
    public void installOrgWide() {
        orgWide = true;
    }

    boolean orgWide() {
        return orgWide;
    }

    boolean active() {
        return active;
    }

    /** Makes every call of this workspace fail with {@code account_inactive}. */
    public void deactivate() {
        active = false;
    }

    String domain() {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("name", name).put("domain", domain());
        if (enterprise != null) {
            json.put("enterprise_id", enterprise).put("enterprise_name", "The " + name + " Group");
        }
        return json;
    }
}
