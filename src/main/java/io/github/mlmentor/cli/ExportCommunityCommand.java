package io.github.mlmentor.cli;

import io.github.mlmentor.mentoring.CommunityFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what curators approved in chat as files, where a running serve could not. */
@Command(
        name = "export-community",
        description =
                "Write what curators approved in chat as Markdown files, to be reviewed and kept in git. Files that were"
                        + " changed by hand are left alone; doing it again changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is written", "1:a file was changed by hand and left alone", "2:wrong use"})
final class ExportCommunityCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "The folder of articles to write into; default: the one that is served.")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    ExportCommunityCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        CommunityFiles files = backstage
                .community()
                .orElseThrow(() -> new IllegalStateException(
                        "Nothing was approved yet: there is no database in " + backstage.dataDir()));
        Path into = folder.toString().isEmpty() ? backstage.knowledgeDir() : folder;
        if (!Files.isDirectory(into) || !Files.isWritable(into)) {
            throw new IllegalArgumentException(
                    into + " is no folder that can be written to; make it, or name another one");
        }
        CommunityFiles.Written written = files.write(into);
        PrintWriter out = spec.commandLine().getOut();
        written.written().forEach(file -> out.println("Written: " + into.resolve(file)));
        written.left()
                .forEach(
                        file -> out.println("Left alone, because it was changed by hand since: " + into.resolve(file)));
        out.println(written.written().size() + " written, " + written.same() + " as they were, "
                + written.left().size() + " left alone");
        return written.left().isEmpty() ? 0 : MentorCommand.BAD_RESULT;
    }
}
