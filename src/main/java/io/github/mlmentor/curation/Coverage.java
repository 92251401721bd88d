package io.github.mlmentor.curation;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.evaluation.Outcome;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Where the knowledge is thin: by the map of the work, by labelled questions, by questions that people really asked. */
public final class Coverage {
    /** A reader looks at the first few. */
    private static final int DEEP = 5;

    private static final int RESOURCES_LEAST = 2;
    /** Below this share of its questions found, a kind is thin. */
    private static final double FOUND_LEAST = 0.9;

    private final KnowledgeBase base;
    private final List<Outcome> outcomes;
    private final int least;

    /**
     * Looks at this knowledge.
     *
     * @param outcomes of labelled questions on this knowledge; empty when none were asked, and then nothing is said of them
     * @param least how many articles, and how many questions, a duty or a skill should have
     */
    public Coverage(KnowledgeBase base, List<Outcome> outcomes, int least) {
        this.base = base;
        this.outcomes = List.copyOf(outcomes);
        this.least = least;
    }

    /**
     * How a duty or a skill is covered.
     *
     * @param articles how many other articles relate to it
     * @param resources how many links its own article names or the catalogue has under its id
     * @param questions how many labelled questions its own article answers
     * @param thin what there is too little of; empty when there is enough
     */
    public record Node(String id, int articles, int resources, int questions, List<String> thin) {
        public Node {
            thin = List.copyOf(thin);
        }
    }

    /**
     * How a kind of question is covered.
     *
     * @param articles of this kind
     * @param questions labelled with it
     * @param found how many of them have a right article among the first five
     * @param thin as of a node
     */
    public record KindRow(String kind, int articles, int questions, int found, List<String> thin) {
        public KindRow {
            thin = List.copyOf(thin);
        }
    }

    /** The duties, the thinnest first. */
    public List<Node> duties() {
        return nodes(base.map().duties(), Article::duties);
    }

    /** The skills, the thinnest first. */
    public List<Node> skills() {
        return nodes(base.map().skills(), Article::skills);
    }

    private List<Node> nodes(Collection<Article> all, Function<Article, List<String>> related) {
        return all.stream()
                .map(node -> node(node, related))
                .sorted(Comparator.comparingInt((Node node) -> -node.thin().size())
                        .thenComparingInt(Node::articles)
                        .thenComparing(Node::id))
                .toList();
    }

    private Node node(Article node, Function<Article, List<String>> related) {
        int articles = (int) base.articles().stream()
                .filter(article -> !article.id().equals(node.id()))
                .filter(article -> related.apply(article).contains(node.id()))
                .count();
        Set<String> resources = new HashSet<>(node.resources());
        base.catalogue().all().stream()
                .filter(resource -> resource.topics().contains(node.id()))
                .map(Resource::id)
                .forEach(resources::add);
        int questions = (int) outcomes.stream()
                .filter(outcome -> outcome.question().relevant().contains(node.id()))
                .count();
        List<String> thin = new ArrayList<>();
        if (articles < least) {
            thin.add("articles");
        }
        if (resources.size() < RESOURCES_LEAST) {
            thin.add("resources");
        }
        if (!outcomes.isEmpty() && questions < least) {
            thin.add("questions");
        }
        return new Node(node.id(), articles, resources.size(), questions, thin);
    }

    /** Every kind of article and every kind that a labelled question has, the thinnest first. */
    public List<KindRow> kinds() {
        Map<String, List<Outcome>> byKind = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            byKind.put(kind.code(), new ArrayList<>());
        }
        outcomes.stream()
                .filter(outcome -> !outcome.question().relevant().isEmpty())
                .filter(outcome -> !outcome.question().kind().isEmpty())
                .forEach(outcome -> byKind.computeIfAbsent(outcome.question().kind(), kind -> new ArrayList<>())
                        .add(outcome));
        List<KindRow> rows = new ArrayList<>();
        byKind.forEach((kind, asked) -> rows.add(row(kind, asked)));
        rows.sort(Comparator.comparingInt((KindRow row) -> -row.thin().size())
                .thenComparingInt(KindRow::articles)
                .thenComparing(KindRow::kind));
        return rows;
    }

    private KindRow row(String kind, List<Outcome> asked) {
        int articles = (int) base.articles().stream()
                .filter(article -> article.kind().code().equals(kind))
                .count();
        int found = (int) asked.stream().filter(Coverage::isFound).count();
        List<String> thin = new ArrayList<>();
        // Questions have kinds of their own beside those of articles, follow_up for example.
        if (Kind.of(kind).isPresent() && articles < least) {
            thin.add("articles");
        }
        if (!outcomes.isEmpty() && asked.size() < least) {
            thin.add("questions");
        }
        if (!asked.isEmpty() && found < FOUND_LEAST * asked.size()) {
            thin.add("found");
        }
        return new KindRow(kind, articles, asked.size(), found, thin);
    }

    private static boolean isFound(Outcome outcome) {
        return outcome.rank() >= 1 && outcome.rank() <= DEEP;
    }

    /** The articles that no labelled question names; none when no question was asked. */
    public List<String> unasked() {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        Set<String> named = new HashSet<>();
        outcomes.forEach(outcome -> named.addAll(outcome.question().relevant()));
        return ids(id -> !named.contains(id));
    }

    /** The articles that labelled questions name and none of these questions finds among the first five. */
    public List<String> unfound() {
        Set<String> named = new HashSet<>();
        Set<String> found = new HashSet<>();
        for (Outcome outcome : outcomes) {
            List<String> evidence = outcome.found();
            named.addAll(outcome.question().relevant());
            outcome.question().relevant().stream()
                    .filter(evidence.subList(0, Math.min(DEEP, evidence.size()))::contains)
                    .forEach(found::add);
        }
        return ids(id -> named.contains(id) && !found.contains(id));
    }

    /** What labelled questions name and the knowledge does not have: a label that is out of date, or a draft. */
    public List<String> unknown() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.question().relevant().stream())
                .filter(id -> base.article(id).isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> ids(java.util.function.Predicate<String> wanted) {
        return base.articles().stream().map(Article::id).filter(wanted).sorted().toList();
    }

    /**
     * A question that somebody really asked.
     *
     * @param times how often it stands in the file
     * @param decision the code of the JSON contract
     * @param confidence how sure the decision is, 0 to 1
     * @param nearest the id of the article that comes nearest, or empty when none was looked up
     * @param covered whether the knowledge answers it, surely enough
     */
    public record Asked(
            String question, int times, String decision, double confidence, String nearest, boolean covered) {
        /** Whether it is in the subject, as far as that can be told, and not well answered. */
        public boolean isPoor() {
            return !covered
                    && (decision.equals("not_found") || decision.equals("answered") || decision.equals("clarify"));
        }
    }

    /**
     * Asks questions that were really asked, each once; those with the same nearest article stand together, because one
     * article may answer them all.
     *
     * @param sure the least confidence of an answer that counts as one
     */
    public static List<Asked> ask(List<String> questions, AnswerDesk desk, double sure) {
        Map<String, Integer> times = new LinkedHashMap<>();
        questions.stream()
                .map(String::strip)
                .filter(question -> !question.isEmpty())
                .forEach(question -> times.merge(question, 1, Integer::sum));
        List<Asked> asked = new ArrayList<>();
        times.forEach((question, count) -> asked.add(asked(question, count, desk, sure)));
        Map<String, Integer> crowds = new LinkedHashMap<>();
        asked.stream().filter(Asked::isPoor).forEach(poor -> crowds.merge(poor.nearest(), poor.times(), Integer::sum));
        asked.sort(Comparator.comparingInt((Asked one) -> -crowds.getOrDefault(one.nearest(), 0))
                .thenComparing(Asked::nearest)
                .thenComparingDouble(Asked::confidence));
        return asked;
    }

    private static Asked asked(String question, int times, AnswerDesk desk, double sure) {
        Exchange exchange = desk.answer(Question.of(question), Progress.none());
        boolean lookedUp = !exchange.evidence().isEmpty();
        boolean answered = exchange.decision().equals("answered");
        return new Asked(
                question,
                times,
                exchange.decision(),
                exchange.confidence(),
                lookedUp ? exchange.evidence().get(0) : "",
                answered && exchange.confidence() >= sure);
    }
}
