package io.github.mlmentor.cli;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one article. */
@Command(name = "show", description = "Show one article.", mixinStandardHelpOptions = true)
final class ShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The article's id, or the name of a role, duty or skill.")
    private String id = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    ShowCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void run() {
        KnowledgeBase base = backstage.library().current();
        Article article = base.article(id)
                .or(() -> base.map().named(id))
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no article \"" + id + "\"; \"ml-mentor knowledge stats\" lists the map"));
        PrintWriter out = spec.commandLine().getOut();
        ConsoleRenderer renderer = ConsoleRenderer.forTerminal();
        out.println(renderer.title(article.title()) + "  (" + article.kind().code() + ", " + article.origin() + ")");
        out.println();
        out.println(renderer.document(Document.of(article.shortAnswer())));
        article.sections().forEach(section -> {
            out.println();
            out.println(renderer.title(section.heading()));
            out.println(renderer.document(section.body()));
        });
        article.levels()
                .forEach((level, evidence) -> out.println(System.lineSeparator() + level.code() + ": " + evidence));
        out.println();
        article.resources().stream()
                .flatMap(known -> base.catalogue().find(known).stream())
                .forEach(resource -> out.println("- " + resource.title() + "  " + resource.url()));
    }
}
