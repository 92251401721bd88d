package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.mentoring.Gap;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What learners ask and are not answered well. */
final class GapPages {
    private static final int MOST = 100;

    private final Console.Parts parts;
    private final Boards boards;

    GapPages(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
    }

    void register() {
        boards.page("/gaps", this::list);
    }

    /**
     * A gap as it is shown.
     *
     * @param draft the page of the draft that is to answer it, or empty
     * @param solved since when it is answered, or empty
     */
    private record Shown(
            Gap gap,
            String title,
            String people,
            String trend,
            String reasons,
            List<String> others,
            String draft,
            String solved,
            boolean draftable) {}

    private void list(Visit visit, Response response) throws IOException {
        List<Shown> gaps = parts.gaps().of(visit.board()).stream()
                .limit(MOST)
                .map(gap -> shown(visit, gap))
                .toList();
        boards.send(visit, response, "gaps", "Gaps", "gaps", Map.of("gaps", gaps, "none", gaps.isEmpty()));
    }

    private Shown shown(Visit visit, Gap gap) {
        List<String> examples = gap.examples();
        boolean mayPropose =
                visit.actor().rights().mentor() || visit.actor().rights().curator();
        return new Shown(
                gap,
                examples.isEmpty() ? "Asked in private" : examples.get(0),
                count(gap.count(), "question") + " of " + (gap.people() == 1 ? "1 person" : gap.people() + " people"),
                gap.lately() + " in the last seven days, " + gap.before() + " in the seven before",
                gap.reasons().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(reason -> reason.getKey().replace('_', ' ') + " " + reason.getValue())
                        .collect(Collectors.joining(", ")),
                examples.size() > 1 ? examples.subList(1, examples.size()) : List.of(),
                gap.contribution().isEmpty() ? "" : visit.base() + "/drafts/" + Links.encode(gap.contribution()),
                gap.solvedAt() == null
                        ? ""
                        : LocalDate.ofInstant(
                                        gap.solvedAt(),
                                        ZoneId.of(parts.settings().mentoring().timezone()))
                                .toString(),
                mayPropose && gap.contribution().isEmpty() && gap.solvedAt() == null);
    }

    private static String count(int count, String thing) {
        return count == 1 ? "1 " + thing : count + " " + thing + "s";
    }
}
