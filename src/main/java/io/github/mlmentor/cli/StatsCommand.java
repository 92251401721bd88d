package io.github.mlmentor.cli;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.WorkMap;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Counts what there is. */
@Command(
        name = "stats",
        description = "Count what there is, by kind, and show the map of the work.",
        mixinStandardHelpOptions = true)
final class StatsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    StatsCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        KnowledgeBase base = backstage.library().current();
        int asks = base.articles().stream()
                .mapToInt(article -> article.asks().size())
                .sum();
        out.printf(
                Locale.ROOT,
                "%d articles, %d ways of asking, %d passages, %d resources%n",
                base.articles().size(),
                asks,
                base.passages().size(),
                base.catalogue().all().size());
        Arrays.stream(Kind.values()).forEach(kind -> {
            long count = base.articles().stream()
                    .filter(article -> article.kind() == kind)
                    .count();
            out.printf(Locale.ROOT, "  %-12s %4d%n", kind.code(), count);
        });
        WorkMap map = base.map();
        out.println("The map: role > duty > skills");
        for (Article role : map.roles()) {
            out.println("  " + role.id());
            for (Article duty : map.dutiesOf(role.id())) {
                out.println("    " + duty.id() + ": "
                        + String.join(
                                ", ",
                                map.skillsOf(duty.id()).stream()
                                        .map(Article::id)
                                        .toList()));
            }
        }
    }
}
