package io.github.mlmentor.cli;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.SqlPersonalData;
import io.github.mlmentor.storage.SqlPolicies;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is stored about people, in the hands of whoever runs the bot. */
@Command(
        name = "privacy",
        description = "Export or forget what is stored about a person or a workspace; works beside a running serve.",
        mixinStandardHelpOptions = true)
final class PrivacyCommand implements Runnable {
    /** Who is meant. */
    static final class Whose {
        @Option(names = "--platform", required = true, description = "slack, discord or web")
        private String platform = "";

        @Option(names = "--workspace", description = "The team or server; - where there is none.")
        private String workspace = "-";

        @Option(names = "--user", required = true, description = "The platform's id of the person.")
        private String user = "";

        Person person() {
            return new Person(platform(platform), workspace, user);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    PrivacyCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "What about privacy? Say export, forget, purge or opt-out; \"privacy --help\" lists them");
    }

    /** Prints everything about a person. */
    @Command(
            name = "export",
            description = "Print everything about a person, as JSON.",
            mixinStandardHelpOptions = true)
    int export(@Mixin Whose whose) {
        print(data().export(whose.person()));
        return 0;
    }

    /** Forgets a person. */
    @Command(name = "forget", description = "Forget everything about a person.", mixinStandardHelpOptions = true)
    int forget(@Mixin Whose whose) {
        print("Forgotten: " + data().forget(whose.person()) + " questions");
        return 0;
    }

    /** Forgets a workspace. */
    @Command(
            name = "purge",
            description = "Forget everything about a workspace that uninstalled the bot.",
            mixinStandardHelpOptions = true)
    int purge(
            @Option(names = "--platform", required = true, description = "slack, discord or web") String platform,
            @Option(names = "--workspace", required = true, description = "The team or server.") String workspace) {
        print("Forgotten: " + data().purge(platform(platform), workspace) + " questions");
        return 0;
    }

    /** Has nothing of a person handled. */
    @Command(
            name = "opt-out",
            description = "Handle nothing of a person any more, or again.",
            mixinStandardHelpOptions = true)
    int optOut(@Mixin Whose whose, @Option(names = "--undo", description = "Handle it again.") boolean undo) {
        Policies policies = new SqlPolicies(database(), backstage.clock());
        policies.optOut(whose.person(), !undo);
        print(undo ? "Handled again" : "Not handled any more");
        return 0;
    }

    private PersonalData data() {
        return new SqlPersonalData(database());
    }

    private Database database() {
        return backstage
                .database()
                .orElseThrow(() ->
                        new IllegalStateException("Nothing is stored: there is no database in " + backstage.dataDir()));
    }

    private static Platform platform(String name) {
        try {
            return Platform.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--platform " + name + " is none; use slack, discord or web", e);
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }
}
