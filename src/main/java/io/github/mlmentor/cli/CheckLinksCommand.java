package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.curation.LinkChecker;
import io.github.mlmentor.curation.LinkResult;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Resource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Visits the links of the catalogue and names those that lead nowhere or elsewhere. */
@Command(
        name = "check-links",
        description = "Visit every link of the catalogue, politely, and name what is dead or has moved.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no link is dead", "1:at least one link is dead", "2:wrong use, or no network"})
final class CheckLinksCommand implements Callable<Integer> {
    private static final String CATALOGUE = "resources.yaml";

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Only these entries of the catalogue; default: all.")
    private List<String> ids = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for an answer; default: ${DEFAULT-VALUE}")
    private int timeout = 20;

    @Option(
            names = "--pause",
            paramLabel = "MILLISECONDS",
            description = "Between two requests to one host; default: ${DEFAULT-VALUE}")
    private int pause = 1_000;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long to wait at most for a host that says when to come back; default: ${DEFAULT-VALUE}")
    private int patience = 30;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many hosts to ask at once; default: ${DEFAULT-VALUE}")
    private int concurrency = 6;

    @Option(names = "--quiet", description = "Do not show progress on standard error.")
    private boolean quiet;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    CheckLinksCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() throws InterruptedException {
        atLeast("--timeout", timeout, 1);
        atLeast("--pause", pause, 0);
        atLeast("--patience", patience, 0);
        atLeast("--concurrency", concurrency, 1);
        KnowledgeBase base = backstage.library().current();
        Collection<Resource> links = chosen(base);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (links.isEmpty()) {
            out.println(format == Format.text ? "There is no link in the catalogue" : json(base, List.of()));
            return 0;
        }
        LinkChecker checker = new LinkChecker(
                new LinkChecker.Manners(
                        concurrency,
                        Duration.ofMillis(pause),
                        Duration.ofSeconds(timeout),
                        Duration.ofSeconds(patience)),
                "ml-mentor-check-links/" + MentorCommand.version(),
                backstage.clock());
        AtomicInteger done = new AtomicInteger();
        LinkChecker.Report report = checker.check(links, result -> {
            int number = done.incrementAndGet();
            if (!quiet) {
                err.println("[" + number + "/" + links.size() + "] "
                        + result.state().code() + " " + result.resource().url());
                err.flush();
            }
        });
        if (report.offline()) {
            throw new IllegalStateException("No link was judged, because no host could be reached. Is there a network?"
                    + " Behind a proxy: java -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT -jar …");
        }
        out.print(format == Format.text ? text(base, report) : json(base, report.results()) + System.lineSeparator());
        out.flush();
        return report.in(LinkResult.State.DEAD).isEmpty() ? 0 : MentorCommand.BAD_RESULT;
    }

    private static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(option + " " + value + " is too small; use " + least + " or more");
        }
    }

    private Collection<Resource> chosen(KnowledgeBase base) {
        if (ids.isEmpty()) {
            return base.catalogue().all();
        }
        List<Resource> chosen = new ArrayList<>();
        for (String id : ids.stream().distinct().toList()) {
            chosen.add(base.catalogue()
                    .find(id)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no \"" + id + "\" in the catalogue, config/" + CATALOGUE)));
        }
        return chosen;
    }

    static String text(KnowledgeBase base, LinkChecker.Report report) {
        StringBuilder text = new StringBuilder();
        for (LinkResult.State state : LinkResult.State.values()) {
            if (state != LinkResult.State.OK) {
                report.in(state).forEach(result -> text.append(line(base, result)));
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "%d links: %d well, %d dead, %d moved, %d redirected for now, %d could not be checked%n",
                report.results().size(),
                report.in(LinkResult.State.OK).size(),
                report.in(LinkResult.State.DEAD).size(),
                report.in(LinkResult.State.MOVED).size(),
                report.in(LinkResult.State.REDIRECTED).size(),
                report.in(LinkResult.State.UNCHECKED).size()));
        return text.toString();
    }

    private static String line(KnowledgeBase base, LinkResult result) {
        Resource link = result.resource();
        String found =
                switch (result.state()) {
                    case DEAD -> result.detail() + "; replace it or remove it from " + named(base, link);
                    case MOVED -> "now at " + result.address() + note(result) + "; change url";
                    case REDIRECTED -> "for now at " + result.address() + note(result) + "; nothing to do";
                    default -> result.detail();
                };
        return CATALOGUE + ":" + link.line() + ": [" + result.state().code() + "] " + link.id() + " " + link.url()
                + ": " + found + System.lineSeparator();
    }

    private static String note(LinkResult result) {
        return result.detail().isEmpty() ? "" : " (" + result.detail() + ")";
    }

    private static String named(KnowledgeBase base, Resource link) {
        List<String> articles = articles(base, link);
        return articles.isEmpty() ? "the catalogue" : String.join(", ", articles);
    }

    private static List<String> articles(KnowledgeBase base, Resource link) {
        return base.articles().stream()
                .filter(article -> article.resources().contains(link.id()))
                .map(Article::id)
                .toList();
    }

    static String json(KnowledgeBase base, List<LinkResult> results) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        object.put("links", results.size());
        for (LinkResult.State state : LinkResult.State.values()) {
            object.put(
                    state.code(),
                    results.stream().filter(result -> result.state() == state).count());
        }
        ArrayNode all = object.putArray("results");
        for (LinkResult result : results) {
            ObjectNode entry = all.addObject()
                    .put("id", result.resource().id())
                    .put("line", result.resource().line())
                    .put("url", result.resource().url())
                    .put("state", result.state().code())
                    .put("detail", result.detail())
                    .put("address", result.address());
            ArrayNode articles = entry.putArray("articles");
            articles(base, result.resource()).forEach(articles::add);
        }
        return object.toString();
    }
}
