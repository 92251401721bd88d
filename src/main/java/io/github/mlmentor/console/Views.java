package io.github.mlmentor.console;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.mlmentor.settings.Locations;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pages' HTML, from the templates in {@code web/console}; everything in them is escaped. Thread-safe. */
final class Views {
    /** The pages of a board, in the order of the menu. */
    private static final Map<String, String> MENU = menu();

    private final Mustache.Compiler compiler = Mustache.compiler()
            .escapeHTML(true)
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(text(name)));
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    /** An entry of a menu. */
    record Link(String label, String path, boolean current) {}

    private static Map<String, String> menu() {
        Map<String, String> menu = new LinkedHashMap<>();
        menu.put("queue", "Queue");
        menu.put("gaps", "Gaps");
        menu.put("feedback", "Feedback");
        menu.put("articles", "Articles");
        menu.put("drafts", "Drafts");
        menu.put("figures", "Figures");
        menu.put("settings", "Settings");
        menu.put("audit", "Audit");
        return menu;
    }

    /**
     * A page for somebody who is not signed in, or has no board.
     *
     * @param visitor null when he is not signed in
     */
    String outside(String title, String template, Map<String, ?> fields, @Nullable Visitor visitor) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("title", title);
        frame.put("content", part(template, fields));
        if (visitor != null) {
            frame.put("token", visitor.token());
        }
        return template("layout").execute(frame);
    }

    /** A page of a board. */
    String page(Visit visit, String section, String title, String template, Map<String, ?> fields, String notice) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("title", title);
        frame.put("token", visit.visitor().token());
        frame.put("base", visit.base());
        frame.put(
                "menu",
                MENU.entrySet().stream()
                        .map(entry -> new Link(
                                entry.getValue(),
                                visit.base() + "/" + entry.getKey(),
                                entry.getKey().equals(section)))
                        .toList());
        List<Place> places = visit.visitor().places();
        frame.put("board", Names.board(visit.place().board()));
        if (places.size() > 1) {
            frame.put(
                    "boards",
                    places.stream()
                            .map(place -> new Link(
                                    Names.board(place.board()),
                                    Console.HOME + "/" + place.slug() + "/" + section,
                                    place.slug().equals(visit.place().slug())))
                            .toList());
        }
        frame.put("notice", notice);
        frame.put("scripts", section.equals("figures") ? List.of("chart.js", "figures.js") : List.of());
        frame.put("content", part(template, with(visit, fields)));
        return template("layout").execute(frame);
    }

    /** A part of a page, for a page that is there already. */
    String part(Visit visit, String template, Map<String, ?> fields) {
        return part(template, with(visit, fields));
    }

    private static Map<String, Object> with(Visit visit, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("token", visit.visitor().token());
        all.put("base", visit.base());
        return all;
    }

    private String part(String template, Map<String, ?> fields) {
        return template(template).execute(fields);
    }

    private Template template(String name) {
        return templates.computeIfAbsent(name, key -> compiler.compile(text(key)));
    }

    private static String text(String name) {
        try {
            return Files.readString(Locations.resource("web/console/" + name + ".html")
                    .orElseThrow(() -> new IllegalStateException(name + ".html is missing from the program")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
