package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.ReplyLayout;
import io.github.mlmentor.mentoring.Gaps;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.web.ReplyJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.localization.ResourceBundleLocalizationFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README's table of what exists where. Each feature has a mark that it leaves in the code of a door that has it; where the mark is,
 * the table must have a ✓, and where it is not, it must have none and say why.
 */
class FeaturesTest {
    private static final String YES = "✓";
    private static final String MAIN = "io.github.mlmentor.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MAIN + "web", MAIN + "console", MAIN + "cli", MAIN + "slack", MAIN + "discord");

    /** The console is pages too. */
    private static final Map<String, Set<String>> PACKAGES = Map.of("web", Set.of("web", "console"));

    /** The doors, in the order of the table's columns. */
    private static final List<String> DOORS = List.of("web", "cli", "slack", "discord");

    /**
     * A row of the table.
     *
     * @param mark what some class of a door is like that has the feature
     */
    private record Row(String words, Predicate<JavaClass> mark) {
        boolean isAt(String door) {
            return CLASSES.stream()
                    .filter(type -> PACKAGES.getOrDefault(door, Set.of(door)).stream()
                            .anyMatch(name -> type.getPackageName().equals(MAIN + name)))
                    .anyMatch(mark);
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("answers with sources, what to read and what to ask next", is(Reply.Cases.class)),
            new Row("follow-ups that lean on what was said", calls(Conversation.class, "<init>")),
            new Row("the answer shown while it is written", is(Progress.class)),
            new Row(
                    "what to ask next, with one click",
                    overrides("suggestions").or(script("'suggestions'", "suggestionButton"))),
            new Row("answers for one person alone, in a channel", calls(Options.class, "unshared")),
            new Row("sharing such an answer", overrides("share")),
            new Row("thumbs, and a form for what was wrong", calls(Feedback.class, "note")),
            new Row("handing a question to mentors", calls(MentorDesk.class, "asked")),
            new Row("the mentors' queue: claim, answer, give away, close", calls(MentorDesk.class, "click")),
            new Row("answering a learner by writing in a thread", calls(MentorDesk.class, "said")),
            new Row(
                    "knowledge from anybody's message, by its menu or a reaction",
                    calls(MentorDesk.class, "use").or(calls(MentorDesk.class, "propose"))),
            new Row("correcting an answer of the bot", calls(MentorDesk.class, "fix")),
            new Row("drafts to approve, to edit, to reject", calls(MentorDesk.class, "submitted")),
            new Row("what is asked and not answered well", calls(Gaps.class, "of")),
            new Row("the week's digest, and each day what waits", is(MentorPort.class)),
            new Row("charts of weeks, and tables as CSV", named("FiguresPages")),
            new Row("signing in to the console", is(SignIn.class).or(named("ConsoleLinkCommand"))),
            new Row(
                    "asking about anybody's message, from its menu",
                    uses(MessageContextInteractionEvent.class).or(uses(MessageShortcutPayload.class))),
            new Row("asking about anybody's message, by a reaction", named("SlackReactions")),
            new Row("commands that complete names", uses(CommandAutoCompleteInteractionEvent.class)),
            new Row("commands in other languages", uses(ResourceBundleLocalizationFunction.class)),
            new Row("a first page", named("HomeView").or(named("Pages"))),
            new Row("modes of channels", calls(Policies.class, "set")),
            new Row("tags of forum posts", named("DiscordTags")),
            new Row("reading what was said in a thread before", declares("overheard")),
            new Row("edited and deleted questions", offers(Inbound.Edited.class).and(offers(Inbound.Deleted.class))),
            new Row("questions of a time when nothing ran", is(CatchUp.Missed.class)),
            new Row("what is kept about somebody, to see and to delete", calls(PersonalData.class, "export")),
            new Row("opting out", calls(Policies.class, "optOut")),
            new Row("leaving takes the data along", calls(PersonalData.class, "purge")),
            new Row("one object of JSON for scripts", uses(ReplyJson.class)));

    static List<Row> rows() {
        return ROWS;
    }

    private static Predicate<JavaClass> is(Class<?> type) {
        return one -> one.isAssignableTo(type);
    }

    private static Predicate<JavaClass> named(String name) {
        return one -> one.getSimpleName().equals(name);
    }

    private static Predicate<JavaClass> declares(String method) {
        return one -> one.getMethods().stream().anyMatch(own -> own.getName().equals(method));
    }

    private static Predicate<JavaClass> overrides(String method) {
        return is(ReplyLayout.class).and(declares(method));
    }

    private static Predicate<JavaClass> uses(Class<?> type) {
        DescribedPredicate<JavaClass> wanted = JavaClass.Predicates.type(type);
        return one -> one.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> wanted.test(dependency.getTargetClass()));
    }

    /** Calls a method, or passes it on to be called. */
    private static Predicate<JavaClass> calls(Class<?> owner, String method) {
        return one -> one.getCodeUnitAccessesFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(owner)
                        && call.getName().equals(method));
    }

    private static Predicate<JavaClass> offers(Class<?> what) {
        return one -> one.getCodeUnitAccessesFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Intake.class)
                        && call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(parameter -> parameter.isEquivalentTo(what)));
    }

    /** Has it in the script of the page. */
    private static Predicate<JavaClass> script(String... words) {
        String text = read(Path.of("src/main/resources/web/app.js"));
        return one ->
                one.getSimpleName().equals("Pages") && Arrays.stream(words).allMatch(text::contains);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTableSaysWhereItIs(Row row) {
        List<String> cells = table().getOrDefault(row.words, List.of());
        assertThat(cells).as("a row for \"%s\"", row.words).hasSize(DOORS.size());
        for (int i = 0; i < DOORS.size(); i++) {
            String door = DOORS.get(i);
            String cell = cells.get(i);
            assertThat(cell.startsWith(YES))
                    .as("\"%s\" at %s says \"%s\"", row.words, door, cell)
                    .isEqualTo(row.isAt(door));
            assertThat(cell).as("\"%s\" at %s", row.words, door).isNotBlank();
        }
    }

    @Test
    void theTableHasNoOtherRows() {
        assertThat(table().keySet())
                .containsExactlyElementsOf(ROWS.stream().map(Row::words).toList());
    }

    /** The cells of each row, by its first. */
    private static Map<String, List<String>> table() {
        String readme = read(Path.of("README.md"));
        int start = readme.indexOf("## What exists where\n");
        assertThat(start).isNotNegative();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        readme.substring(start, readme.indexOf("\n## ", start))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .forEach(line -> {
                    List<String> cells = new ArrayList<>(Arrays.stream(line.split("\\|"))
                            .map(String::strip)
                            .skip(1)
                            .toList());
                    rows.put(cells.remove(0), cells);
                });
        return rows;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
