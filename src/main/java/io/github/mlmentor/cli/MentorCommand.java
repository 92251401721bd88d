package io.github.mlmentor.cli;

import io.github.mlmentor.settings.SettingsException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program itself; its subcommands do the work. */
@Command(
        name = "ml-mentor",
        description = "Answers questions about the work and the career of a machine-learning engineer.",
        mixinStandardHelpOptions = true,
        versionProvider = MentorCommand.Version.class,
        footer = {"", "Without a command it serves, like \"ml-mentor serve\"."})
public final class MentorCommand implements Runnable {
    static final int BAD_RESULT = 1;
    static final int WRONG_USE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    private MentorCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ml-mentor " + version()};
        }
    }

    /** The version of the running program, or {@code dev} outside of a jar. */
    public static String version() {
        String version = MentorCommand.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /** Runs a command line and returns its exit code; prints errors as one clear sentence. */
    public static int run(Backstage backstage, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new MentorCommand(backstage))
                .addSubcommand(new ServeCommand(backstage))
                .addSubcommand(new AskCommand(backstage))
                .addSubcommand(new ChatCommand(backstage))
                .addSubcommand(new CommandLine(new KnowledgeCommand())
                        .addSubcommand(new LintCommand(backstage))
                        .addSubcommand(new StatsCommand(backstage))
                        .addSubcommand(new ShowCommand(backstage))
                        .addSubcommand(new ImportCommand(backstage))
                        .addSubcommand(new CoverageCommand(backstage))
                        .addSubcommand(new CheckLinksCommand(backstage))
                        .addSubcommand(new ExportCommunityCommand(backstage))
                        .addSubcommand(new EmbedCommand(backstage)))
                .addSubcommand(new ConsoleLinkCommand(backstage))
                .addSubcommand(new JobsCommand(backstage))
                .addSubcommand(new PrivacyCommand(backstage))
                .addSubcommand(new CommandLine(new DataCommand())
                        .addSubcommand(new BackupCommand(backstage))
                        .addSubcommand(new RestoreCommand(backstage)))
                .addSubcommand(new EvalCommand(backstage))
                .addSubcommand(new DoctorCommand(backstage));
        line.setOut(out).setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (isExplained(failure)) {
                command.getErr().println(failure.getMessage());
                return WRONG_USE;
            }
            throw failure;
        });
        return line.execute(arguments);
    }

    /** Failures whose message was written for a person. */
    private static boolean isExplained(Exception failure) {
        return failure instanceof SettingsException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof UncheckedIOException;
    }

    @Override
    public void run() {
        new ServeCommand(backstage).serve(spec.commandLine().getOut());
    }
}
