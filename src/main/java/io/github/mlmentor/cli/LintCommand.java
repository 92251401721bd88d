package io.github.mlmentor.cli;

import io.github.mlmentor.knowledge.KnowledgeLoader;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Names every problem of the knowledge with its file, line, rule and mend. */
@Command(
        name = "lint",
        description = "Name every problem with its file, line, rule and mend.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no problem, apart from those of drafts", "1:at least one problem", "2:wrong use or settings"
        })
final class LintCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    LintCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        KnowledgeLoader.Loaded loaded = backstage.loader().load(LocalDate.now(backstage.clock()));
        loaded.problemsOfDrafts().forEach(problem -> out.println("draft " + problem));
        loaded.problemsOfServed().forEach(out::println);
        int problems = loaded.problemsOfServed().size();
        int drafts = loaded.drafts().size();
        if (drafts > 0) {
            int open = loaded.problemsOfDrafts().size();
            out.println((drafts == 1 ? "1 draft" : drafts + " drafts") + ", not served; "
                    + (open == 0
                            ? "whoever read them sets reviewed_by and \"status: live\""
                            : (open == 1 ? "1 thing" : open + " things") + " to mend before they can be"));
        }
        out.println(loaded.base().articles().size() + " articles, "
                + loaded.base().catalogue().all().size() + " resources, "
                + (problems == 0 ? "no problem" : problems == 1 ? "1 problem" : problems + " problems"));
        return problems == 0 ? 0 : MentorCommand.BAD_RESULT;
    }
}
