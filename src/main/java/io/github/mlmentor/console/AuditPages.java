package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.mentoring.AuditEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who changed what. */
final class AuditPages {
    private static final int MOST = 300;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Console.Parts parts;
    private final Boards boards;
    private final People people;

    AuditPages(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
        this.people = new People(parts.ports());
    }

    void register() {
        boards.page("/audit", this::list);
    }

    /** A line. */
    private record Line(Instant at, String on, String who, String act, String subject, String path) {}

    private void list(Visit visit, Response response) throws IOException {
        ZoneId zone = ZoneId.of(parts.settings().mentoring().timezone());
        List<Line> lines = parts.figures().audit(visit.board(), MOST).stream()
                .map(entry -> new Line(
                        entry.at(),
                        TIME.format(entry.at().atZone(zone)),
                        entry.actor().isEmpty()
                                ? "not named"
                                : people.name(entry.board(), entry.actor(), entry.actor()),
                        entry.act(),
                        entry.subject(),
                        path(visit, entry)))
                .toList();
        boards.send(
                visit,
                response,
                "audit",
                "Audit",
                "audit",
                Map.of("lines", lines, "none", lines.isEmpty(), "most", MOST, "zone", zone.getId()));
    }

    private static String path(Visit visit, AuditEntry entry) {
        String subject = entry.subject();
        String name = subject.substring(subject.indexOf('/') + 1);
        if (subject.startsWith("hand-over/")) {
            return visit.base() + "/queue/" + Links.encode(name);
        }
        if (subject.startsWith("draft/")) {
            return visit.base() + "/drafts/" + Links.encode(name);
        }
        return subject.startsWith("article/") ? visit.base() + "/article?id=" + Links.encode(name) : "";
    }
}
