package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.settings.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings as they are, for reading. */
final class SettingsPages {
    private final Console.Parts parts;
    private final Boards boards;

    SettingsPages(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
    }

    void register() {
        boards.page("/settings", this::show);
    }

    /** A setting. */
    private record Line(String key, String value, String variable) {}

    /** Settings of one kind. */
    private record Group(String name, List<Line> lines) {}

    private void show(Visit visit, Response response) throws IOException {
        Map<String, String> variables = SettingsReader.keys();
        Map<String, List<Line>> groups = new LinkedHashMap<>();
        SettingsReader.shown(parts.settings())
                .forEach((key, value) -> groups.computeIfAbsent(
                                key.substring(0, key.indexOf('.')), name -> new ArrayList<>())
                        .add(new Line(
                                key,
                                visit.visitor().operator() ? value : forMentors(key, value),
                                variables.getOrDefault(key, ""))));
        List<Group> shown = new ArrayList<>();
        groups.forEach((name, lines) -> shown.add(new Group(name, lines)));
        boards.send(visit, response, "settings", "Settings", "settings", Map.of("groups", shown));
    }

    /** Where there are several workspaces, the settings name what is on the boards of others. */
    private static String forMentors(String key, String value) {
        boolean ofWorkspaces = (key.startsWith("slack.") || key.startsWith("discord."))
                && (key.endsWith("channels") || key.endsWith("mentors") || key.endsWith("curators"));
        return ofWorkspaces && !value.isEmpty() ? "set, shown to whoever runs this" : value;
    }
}
