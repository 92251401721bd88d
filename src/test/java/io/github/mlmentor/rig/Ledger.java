package io.github.mlmentor.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The judge's record: what was asked, what was acknowledged, what became visible, and when. Thread-safe.
 *
 * <p>A visible message belongs to the question whose mark it carries ({@code [q17 1/2]}: first part of two); without a mark, to
 * the only question of its channel. Anything else is counted as unexplained. Part 0 is what is said instead of an answer: that
 * there is no time, or that it is too late.
 */
final class Ledger {
    private static final Pattern MARK = Pattern.compile("\\[(q\\d+) (\\d+)/(\\d+)]");
    private static final int EXAMPLES = 5;

    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, @Nullable Question> alone = new HashMap<>();
    private final Map<String, Visible> byId = new HashMap<>();
    private final Map<String, Visible> byKey = new HashMap<>();
    private final List<Visible> visible = new ArrayList<>();
    private final List<Long> acknowledgements = new ArrayList<>();
    private int open;
    private int unexplained;
    private int instead;
    private int refusals;
    private long measuredFrom = System.nanoTime();

    /** A question and what became of it; guarded by the ledger. */
    static final class Question {
        private final String id;
        private final String channel;
        private final String message;
        private final String author;
        private final int parts;
        private final TreeMap<Integer, Integer> seen = new TreeMap<>();
        private final List<Integer> order = new ArrayList<>();
        private long offered;
        private long acknowledged;
        private long firstVisible;
        private boolean closed;
        private boolean withdrawn;
        private String lastText = "";

        private Question(String id, String channel, String message, String author, int parts) {
            this.id = id;
            this.channel = channel;
            this.message = message;
            this.author = author;
            this.parts = parts;
        }

        String id() {
            return id;
        }

        String channel() {
            return channel;
        }

        String message() {
            return message;
        }

        String author() {
            return author;
        }

        /** What the bot is told; the mark asks for an answer in so many parts. */
        String text() {
            return "[" + id + " x" + parts + "] What does a machine learning engineer do?";
        }

        private boolean whole() {
            return withdrawn || seen.size() >= parts || seen.containsKey(0);
        }

        private boolean doubled() {
            return seen.values().stream().anyMatch(times -> times > 1) || (seen.size() > 1 && seen.containsKey(0));
        }

        private boolean partsSwapped() {
            for (int i = 1; i < order.size(); i++) {
                if (order.get(i) < order.get(i - 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Something that people can see. */
    record Visible(
            String id,
            String key,
            String channel,
            String text,
            @Nullable Question question) {}

    /** Notes a new question. */
    synchronized Question asked(String channel, String author, int parts) {
        int number = questions.size() + 1;
        Question question = new Question("q" + number, channel, "m" + number, author, parts);
        questions.put(question.id, question);
        alone.put(channel, alone.containsKey(channel) ? null : question);
        open++;
        return question;
    }

    /** Notes that a question is on its way to the bot. */
    synchronized void offered(Question question) {
        if (question.offered == 0) {
            question.offered = System.nanoTime();
        }
    }

    /**
     * Notes that the bot has taken a question.
     *
     * @param took from the delivery to its acknowledgement
     */
    synchronized void acknowledged(Question question, long took) {
        acknowledgements.add(took);
        if (question.acknowledged == 0) {
            question.acknowledged = System.nanoTime();
            notifyAll();
            closeIfDone(question);
        }
    }

    /** Notes that the bot has taken an event that asks nothing of it. */
    synchronized void noted(long took) {
        acknowledgements.add(took);
    }

    /** Measures from here on: what went before was to get warm. */
    synchronized void forgetFigures() {
        acknowledgements.clear();
        measuredFrom = System.nanoTime();
    }

    /** Notes that a delivery was not acknowledged, and comes again. */
    synchronized void refused() {
        refusals++;
    }

    /** Notes that a question was deleted by its author, so that no answer is expected any more, though one is no fault. */
    synchronized void withdrawn(Question question) {
        question.withdrawn = true;
        closeIfDone(question);
    }

    /** Makes something visible. */
    synchronized Visible shown(String key, String channel, String text) {
        Matcher mark = MARK.matcher(text);
        boolean marked = mark.find();
        Question question = marked ? questions.get(mark.group(1)) : alone.get(channel);
        Visible message = new Visible("v" + (visible.size() + 1), key, channel, text, question);
        visible.add(message);
        byId.put(message.id, message);
        byKey.putIfAbsent(channel + "\n" + key, message);
        if (question == null) {
            unexplained++;
            return message;
        }
        int part = marked ? Integer.parseInt(mark.group(2)) : 0;
        question.seen.merge(part, 1, Integer::sum);
        question.order.add(part);
        question.lastText = text;
        if (marked && part == 0) {
            instead++;
        }
        if (question.firstVisible == 0) {
            question.firstVisible = System.nanoTime();
        }
        closeIfDone(question);
        return message;
    }

    /** Changes what is visible, and says whether there was such a message. */
    synchronized boolean changed(String id, String key, String text) {
        Visible message = byId.get(id);
        if (message == null) {
            return false;
        }
        byKey.put(message.channel + "\n" + key, message);
        if (message.question != null) {
            message.question.lastText = text;
        }
        return true;
    }

    /** The message that was sent with this key, as a bot can find it again. */
    synchronized @Nullable String find(String channel, String key) {
        Visible message = byKey.get(channel + "\n" + key);
        return message == null ? null : message.id;
    }

    private void closeIfDone(Question question) {
        if (!question.closed && question.acknowledged != 0 && question.whole()) {
            question.closed = true;
            open--;
            notifyAll();
        }
    }

    /** How many questions are not yet both acknowledged and answered. */
    synchronized int open() {
        return open;
    }

    /** How many questions there are. */
    synchronized int size() {
        return questions.size();
    }

    /** How many were acknowledged. */
    synchronized int acknowledgedCount() {
        return (int) questions.values().stream()
                .filter(question -> question.acknowledged != 0)
                .count();
    }

    /** What people read last about a question; empty when nothing. */
    synchronized String lastText(Question question) {
        return question.lastText;
    }

    /** Waits until everything that was asked is acknowledged, for as long as that takes within a limit. */
    synchronized void awaitAcknowledged(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (acknowledgedCount() < questions.size() && System.nanoTime() < end) {
            wait(10);
        }
    }

    /** Waits until at most so many questions are open, and says whether that came true in time. */
    synchronized boolean awaitOpen(int atMost, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (open > atMost) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    /** From acknowledgement to visible. */
    private Percentiles answered() {
        return Percentiles.of(questions.values().stream()
                .filter(question -> question.acknowledged != 0 && question.firstVisible != 0)
                .filter(question -> question.offered >= measuredFrom)
                .map(question -> Math.max(0, question.firstVisible - question.acknowledged))
                .toList());
    }

    /** From the first delivery to visible, acknowledgement included: what people wait. */
    synchronized Percentiles waited(Predicate<Question> which) {
        return Percentiles.of(questions.values().stream()
                .filter(question -> question.acknowledged != 0 && question.firstVisible != 0)
                .filter(question -> question.offered >= measuredFrom)
                .filter(which)
                .map(question -> question.firstVisible - question.offered)
                .toList());
    }

    /** The judgement. */
    synchronized Verdict verdict(
            String scenario, long seed, int faults, Duration limit, List<String> problems, List<String> notes) {
        List<Question> all = questions.values().stream()
                .filter(question -> question.acknowledged != 0)
                .toList();
        List<Question> lost = all.stream().filter(question -> !question.whole()).toList();
        List<Question> doubled = all.stream().filter(Question::doubled).toList();
        int late = (int) all.stream()
                .filter(question ->
                        question.firstVisible != 0 && question.firstVisible - question.acknowledged > limit.toNanos())
                .count();
        Set<Question> overtaken = overtaken(all);
        int disordered = (int) all.stream()
                .filter(question -> question.partsSwapped() || overtaken.contains(question))
                .count();
        List<String> remarks = new ArrayList<>(notes);
        remark(remarks, "lost", lost);
        remark(remarks, "doubled", doubled);
        remark(remarks, "overtaken", overtaken.stream().toList());
        if (instead > 0) {
            remarks.add(instead + " got a word instead of an answer");
        }
        if (refusals > 0) {
            remarks.add(refusals + " redelivered");
        }
        if (unexplained > 0) {
            remarks.add(unexplained + " unexplained messages");
        }
        return new Verdict(
                scenario,
                seed,
                all.size(),
                faults,
                lost.size(),
                doubled.size(),
                late,
                disordered,
                Percentiles.of(acknowledgements),
                answered(),
                problems,
                remarks);
    }

    /** Those that were acknowledged before another question of their channel was even asked, and answered after it. */
    private static Set<Question> overtaken(List<Question> all) {
        Map<String, List<Question>> channels = new HashMap<>();
        for (Question question : all) {
            if (question.firstVisible != 0 && !question.withdrawn) {
                channels.computeIfAbsent(question.channel, channel -> new ArrayList<>())
                        .add(question);
            }
        }
        Set<Question> overtaken = new LinkedHashSet<>();
        for (List<Question> channel : channels.values()) {
            channel.sort(Comparator.comparingLong(question -> question.acknowledged));
            for (int i = 0; i < channel.size(); i++) {
                Question before = channel.get(i);
                for (int j = i + 1; j < channel.size(); j++) {
                    Question after = channel.get(j);
                    if (after.offered > before.acknowledged && after.firstVisible < before.firstVisible) {
                        overtaken.add(before);
                        break;
                    }
                }
            }
        }
        return overtaken;
    }

    private static void remark(List<String> remarks, String what, List<Question> which) {
        if (!which.isEmpty()) {
            remarks.add(what + ": "
                    + which.stream()
                            .limit(EXAMPLES)
                            .map(question -> question.id + " in " + question.channel)
                            .toList());
        }
    }
}
