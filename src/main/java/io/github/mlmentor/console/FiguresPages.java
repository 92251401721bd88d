package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Charts over weeks, each with the table that it is drawn from. */
final class FiguresPages {
    private static final List<Integer> PERIODS = List.of(8, 13, 26, 53);
    private static final int USUAL = 13;

    private final Console.Parts parts;
    private final Boards boards;

    FiguresPages(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
    }

    void register() {
        boards.page("/figures", this::show);
        boards.page("/csv/figures", this::csv);
    }

    /**
     * A cell of a table.
     *
     * @param value what a chart draws; empty where there is nothing to draw
     * @param text what is read
     */
    private record Cell(String value, String text) {}

    /** A week's row. */
    private record Row(LocalDate begins, List<Cell> cells) {}

    /**
     * A chart with its table.
     *
     * @param unit of its axis
     */
    private record Chart(String id, String title, String about, String unit, List<String> columns, List<Row> rows) {}

    /** A choice of the period. */
    private record Period(int weeks, String label, boolean selected) {}

    private int weeks(Visit visit) {
        String wanted = visit.query("weeks");
        return PERIODS.stream()
                .filter(weeks -> weeks.toString().equals(wanted))
                .findFirst()
                .orElse(USUAL);
    }

    private List<Figures.Week> read(Visit visit, int weeks) {
        return parts.figures()
                .weeks(visit.board(), LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC), weeks);
    }

    private void show(Visit visit, Response response) throws IOException {
        int count = weeks(visit);
        List<Figures.Week> weeks = read(visit, count);
        Figures.Week last = weeks.get(weeks.size() - 1);
        List<Chart> charts = List.of(
                new Chart(
                        "answered",
                        "Answered",
                        "How many of the questions in the subject were answered from articles. Greetings, what was off topic,"
                                + " declined or asked back does not count.",
                        "%",
                        List.of("Answered"),
                        weeks.stream()
                                .map(week -> new Row(
                                        week.begins(),
                                        List.of(share(
                                                week.answered(), week.answered() + week.notFound() + week.failed()))))
                                .toList()),
                new Chart(
                        "helpful",
                        "Helpful",
                        "How many of the thumbs were up.",
                        "%",
                        List.of("Helpful"),
                        weeks.stream()
                                .map(week -> new Row(
                                        week.begins(),
                                        List.of(share(week.helpful(), week.helpful() + week.unhelpful()))))
                                .toList()),
                new Chart(
                        "bot",
                        "Time to the bot's answer",
                        "Median from the question to the answer, within a tenth; of questions that were asked of the bot.",
                        "s",
                        List.of("Bot"),
                        weeks.stream()
                                .map(week -> new Row(week.begins(), List.of(time(week.botSeconds(), 1))))
                                .toList()),
                new Chart(
                        "mentors",
                        "Time to a mentor's answer",
                        "Median from the hand-over to the first answer of a mentor, within a tenth.",
                        "h",
                        List.of("Mentors", "Answered by mentors"),
                        weeks.stream()
                                .map(week -> new Row(
                                        week.begins(),
                                        List.of(
                                                time(week.mentorSeconds(), 3_600),
                                                new Cell("", Long.toString(week.mentored())))))
                                .toList()));
        boards.send(
                visit,
                response,
                "figures",
                "Figures",
                "figures",
                Map.of(
                        "charts",
                        charts,
                        "weeks",
                        count,
                        "periods",
                        PERIODS.stream()
                                .map(weeksOf -> new Period(weeksOf, weeksOf + " weeks", weeksOf == count))
                                .toList(),
                        "thisAnswered",
                        Names.share(last.answered(), last.answered() + last.notFound() + last.failed()),
                        "thisHelpful",
                        Names.share(last.helpful(), last.helpful() + last.unhelpful()),
                        "thisBot",
                        last.botSeconds().isPresent()
                                ? Names.duration(last.botSeconds().getAsDouble())
                                : "–",
                        "thisMentors",
                        last.mentorSeconds().isPresent()
                                ? Names.duration(last.mentorSeconds().getAsDouble())
                                : "–"));
    }

    private static Cell share(long part, long whole) {
        return new Cell(
                whole == 0 ? "" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole), Names.share(part, whole));
    }

    private static Cell time(OptionalDouble seconds, int unit) {
        return seconds.isEmpty()
                ? new Cell("", "–")
                : new Cell(
                        String.format(Locale.ROOT, "%.3f", seconds.getAsDouble() / unit),
                        Names.duration(seconds.getAsDouble()));
    }

    private void csv(Visit visit, Response response) throws IOException {
        Csv csv = new Csv()
                .row(List.of(
                        "week",
                        "answered",
                        "not_found",
                        "failed",
                        "aside",
                        "helpful",
                        "unhelpful",
                        "bot_seconds",
                        "mentor_seconds",
                        "answered_by_mentors"));
        for (Figures.Week week : read(visit, weeks(visit))) {
            csv.row(List.of(
                    week.begins(),
                    week.answered(),
                    week.notFound(),
                    week.failed(),
                    week.aside(),
                    week.helpful(),
                    week.unhelpful(),
                    seconds(week.botSeconds()),
                    seconds(week.mentorSeconds()),
                    week.mentored()));
        }
        Boards.sendCsv(response, "figures", csv);
    }

    private static String seconds(OptionalDouble seconds) {
        return seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", seconds.getAsDouble());
    }
}
