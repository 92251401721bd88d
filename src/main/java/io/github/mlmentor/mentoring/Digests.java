package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What mentors are told by itself: each day what waits, each week how it went. Thread-safe. */
final class Digests {
    /** Of fewer people than these nothing is told, because it would tell of somebody. */
    static final int FEWEST = 5;

    private static final int MOST_LISTED = 10;
    private static final int MOST_GAPS = 3;
    private static final int MOST_TOPICS = 5;
    private static final int MOST_STALE = 2;
    private static final int LINE = 150;

    private final MentorStore store;
    private final Gaps gaps;
    private final People people;
    private final Supplier<KnowledgeBase> knowledge;
    private final Conduct conduct;
    private final Calendar calendar;
    private final Clock clock;

    Digests(
            MentorStore store,
            Gaps gaps,
            People people,
            Supplier<KnowledgeBase> knowledge,
            Conduct conduct,
            Calendar calendar,
            Clock clock) {
        this.store = store;
        this.gaps = gaps;
        this.people = people;
        this.knowledge = knowledge;
        this.conduct = conduct;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Has shown what is due; what is due twice is shown once. */
    void due() {
        for (MentorPort port : people.ports()) {
            for (Board board : port.boards()) {
                calendar.summary(clock)
                        .filter(day -> !waiting(board).isEmpty())
                        .ifPresent(day -> once(Dispatch.summary(board, day)));
                calendar.digest(clock).ifPresent(last -> once(Dispatch.digest(board, last)));
            }
        }
    }

    private void once(Dispatch dispatch) {
        if (store.shown(dispatch.key()).isEmpty()) {
            AuditEntry entry = new AuditEntry(dispatch.board(), "", "tell", dispatch.key(), clock.instant());
            store.apply(Change.of(entry).show(dispatch).once(dispatch.key()));
        }
    }

    /** What waits for longer than it should. */
    private List<HandOver> waiting(Board board) {
        return store.waiting(board).stream()
                .filter(one -> age(one).compareTo(conduct.raise()) >= 0)
                .toList();
    }

    private Duration age(HandOver one) {
        return Duration.between(one.asked().at(), clock.instant());
    }

    /** What a dispatch shows; nothing when there is nothing to say any more. */
    Optional<Reply.Panel> panel(Dispatch dispatch) {
        return dispatch.kind() == Dispatch.Kind.SUMMARY
                ? summary(dispatch.board())
                : Optional.of(digest(dispatch.board(), LocalDate.parse(dispatch.subject())));
    }

    private Optional<Reply.Panel> summary(Board board) {
        List<HandOver> waiting = waiting(board);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (HandOver one : waiting.subList(0, Math.min(MOST_LISTED, waiting.size()))) {
            String state = one.state() == HandOver.State.OPEN
                    ? "nobody has claimed it"
                    : "claimed by " + people.name(board, one.standing().mentor(), "a mentor");
            lines.add("“" + Words.shortened(one.asked().question(), LINE) + "” waits for " + Ages.of(age(one)) + "; "
                    + state + ".");
        }
        List<Block> body = new ArrayList<>(List.of(list(lines)));
        if (waiting.size() > MOST_LISTED) {
            body.add(Words.line("… and " + (waiting.size() - MOST_LISTED) + " more."));
        }
        String title = waiting.size() == 1 ? "One question waits" : waiting.size() + " questions wait";
        return Optional.of(new Reply.Panel(title, new Document(body), List.of()));
    }

    private static Block list(List<String> lines) {
        return new Block.Listing(
                false,
                lines.stream().map(line -> List.<Block>of(Words.line(line))).toList());
    }

    private Reply.Panel digest(Board board, LocalDate last) {
        Week week = store.week(board, calendar.start(last.minusDays(6)), calendar.start(last.plusDays(1)));
        List<Block> body = new ArrayList<>();
        if (week.people() < FEWEST) {
            body.add(Words.line("Fewer than " + FEWEST
                    + " people asked me something, so there are no figures: they would point at somebody."));
        } else {
            body.add(list(figures(week)));
            topics(week).ifPresent(body::add);
            unanswered(board).ifPresent(body::add);
        }
        List<Article> stale = stale();
        List<Action> actions = new ArrayList<>();
        if (!stale.isEmpty()) {
            body.add(new Block.Paragraph(
                    List.of(new Span.Text("Due to be read again", java.util.Set.of(Span.Style.STRONG)))));
            body.add(list(stale.stream()
                    .map(article -> article.title() + " (since " + article.reviewBy() + ")")
                    .toList()));
            for (Article article : stale) {
                String title = Words.shortened(article.title(), 45);
                actions.add(new Action(Acts.CONFIRM, "Still true: " + title, article.id(), Action.Weight.NORMAL));
                actions.add(new Action(Acts.REVISE, "Edit: " + title, article.id(), Action.Weight.NORMAL));
            }
        }
        return new Reply.Panel("The week to " + last, new Document(body), actions);
    }

    private static List<String> figures(Week week) {
        List<String> lines = new ArrayList<>();
        lines.add(week.questions() + " questions of " + week.people() + " people; I answered " + week.byBot() + " ("
                + Math.round(100.0 * week.byBot() / Math.max(1, week.questions())) + " %)"
                + week.botTook().map(took -> ", mostly within " + seconds(took)).orElse("") + ".");
        if (week.handedOver() > 0) {
            lines.add("Mentors were asked " + times(week.handedOver()) + " and answered " + week.byMentors()
                    + week.mentorsTook()
                            .map(took -> ", half of them within " + Ages.of(took))
                            .orElse("")
                    + "; " + week.open() + (week.open() == 1 ? " waits." : " wait."));
        } else {
            lines.add("Nobody asked a mentor.");
        }
        if (week.helpful() + week.unhelpful() >= FEWEST) {
            lines.add(week.helpful() + " answers were found helpful, " + week.unhelpful() + " were not.");
        }
        return lines;
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private static String seconds(Duration took) {
        long seconds = Math.max(1, Math.round(took.toMillis() / 1_000.0));
        return seconds < 120 ? seconds + (seconds == 1 ? " second" : " seconds") : Ages.of(took);
    }

    private Optional<Block> topics(Week week) {
        List<String> topics = week.topics().entrySet().stream()
                .filter(topic -> topic.getValue().stream().distinct().count() >= FEWEST)
                .sorted(Comparator.comparing((Map.Entry<String, List<String>> topic) ->
                                -topic.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_TOPICS)
                .flatMap(topic -> knowledge.get().article(topic.getKey()).stream()
                        .map(article ->
                                article.title() + " (" + topic.getValue().size() + ")"))
                .toList();
        return topics.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.labelled("Asked most", String.join(" · ", topics)));
    }

    private Optional<Block> unanswered(Board board) {
        List<String> lines = gaps.of(board).stream()
                .filter(gap -> gap.solvedAt() == null
                        && gap.people() >= FEWEST
                        && !gap.examples().isEmpty())
                .limit(MOST_GAPS)
                .map(gap -> "“" + Words.shortened(gap.examples().get(0), LINE) + "” (" + gap.people() + " people"
                        + (gap.lately() > gap.before() ? ", more than the week before)" : ")"))
                .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.labelled("What I cannot answer well", String.join(" · ", lines)));
    }

    private List<Article> stale() {
        LocalDate today = clock.instant().atZone(calendar.zone()).toLocalDate();
        return knowledge.get().articles().stream()
                .filter(article ->
                        article.reviewBy() != null && article.reviewBy().isBefore(today))
                .sorted(Comparator.comparing(Article::reviewBy).thenComparing(Article::id))
                .limit(MOST_STALE)
                .toList();
    }
}
