package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.Methods;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.event.Event;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.mlmentor.yaml.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The manifest asks for what the code uses, no more and no less, and the README says the same. */
class ManifestTest {
    /** Slack tells of messages by the kind of their channel, and only the subscription says which. */
    private static final Set<String> MESSAGES =
            Set.of("message.channels", "message.groups", "message.im", "message.mpim");

    private static final String TEXT = read(Path.of("config/slack-manifest.yaml"));
    private static final JsonNode MANIFEST = YamlTree.parse(TEXT, 1).root();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.mlmentor.slack");

    private final Set<String> scopes = texts(MANIFEST.at("/oauth_config/scopes/bot"));
    private final Set<String> events = texts(MANIFEST.at("/settings/event_subscriptions/bot_events"));

    @Test
    void theScopesAreThoseOfTheCode() {
        assertThat(scopes).containsExactlyElementsOf(new TreeSet<>(Scopes.names()));
        assertThat(scopes).containsAll(Scopes.VITAL);
    }

    @Test
    void everyMethodThatIsCalledHasItsScope() {
        Set<String> known = Scopes.BOT.stream()
                .flatMap(scope -> scope.methods().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(Scopes.FREE_METHODS);
        assertThat(known).containsAll(called());
    }

    @Test
    void everyScopeIsForSomethingThatIsCalledOrHeard() {
        Set<String> called = called();
        Set<String> handled = handled();
        List<String> forNothing = Scopes.BOT.stream()
                .filter(scope -> scope.methods().stream().noneMatch(called::contains))
                .filter(scope -> scope.events().stream().noneMatch(event -> handled.contains(kind(event))))
                .map(Scopes.Scope::name)
                .toList();
        // Commands and shortcuts come without a method or an event.
        assertThat(forNothing).containsExactly("commands");
    }

    @Test
    void theEventsAreThoseOfTheCode() {
        Set<String> handled = handled();
        handled.removeAll(Scopes.FORMER_EVENTS);
        Set<String> kinds = events.stream().map(ManifestTest::kind).collect(Collectors.toCollection(TreeSet::new));
        assertThat(kinds).containsExactlyElementsOf(handled);
        assertThat(events).containsAll(MESSAGES);
    }

    @Test
    void everyEventHasItsScope() {
        Set<String> withScope = Scopes.BOT.stream()
                .flatMap(scope -> scope.events().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        withScope.addAll(Scopes.FREE_EVENTS);
        withScope.removeAll(Scopes.FORMER_EVENTS);
        assertThat(events).containsExactlyElementsOf(withScope);
    }

    @Test
    void everyScopeAndEventSaysWhatItIsFor() {
        Stream.of(scopes, events)
                .flatMap(Collection::stream)
                .forEach(name -> assertThat(TEXT).containsPattern("(?m)^ +- " + Pattern.quote(name) + " +# \\S+"));
    }

    @Test
    void whatPeopleSeeFitsSlacksLimits() {
        JsonNode shown = MANIFEST.path("display_information");
        assertThat(shown.path("name").asText()).hasSizeBetween(1, 35);
        assertThat(shown.path("description").asText()).hasSizeBetween(1, 140);
        assertThat(shown.path("long_description").asText()).hasSizeBetween(174, 4_000);
        assertThat(shown.path("background_color").asText()).matches("#[0-9a-f]{6}");
        assertThat(MANIFEST.at("/features/shortcuts/0/name").asText()).hasSizeBetween(1, 24);
        assertThat(MANIFEST.at("/features/agent_view/agent_description").asText())
                .hasSizeBetween(1, 300);
        assertThat(MANIFEST.at("/features/agent_view/suggested_prompts")).hasSizeBetween(1, 4);
        assertThat(MANIFEST.at("/features/slash_commands/0/command").asText()).isEqualTo("/mentor");
    }

    @Test
    void itConnectsBySocketModeAndSaysWhatToChangeForHttp() {
        assertThat(MANIFEST.at("/settings/socket_mode_enabled").asBoolean()).isTrue();
        assertThat(MANIFEST.at("/settings/interactivity/is_enabled").asBoolean())
                .isTrue();
        assertThat(MANIFEST.at("/settings/token_rotation_enabled").asBoolean(true))
                .isFalse();
        assertThat(TEXT.lines().filter(line -> line.contains("HTTP: ") && line.contains("/slack/events")))
                .hasSize(3);
        assertThat(TEXT).contains("# HTTP: false").contains("/slack/oauth_redirect");
    }

    @Test
    void theTableOfTheReadmeHasTheSameScopes() {
        String readme = read(Path.of("README.md"));
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_]+(?::[a-z]+)?)` \\| [^|]+ \\| [^|]+ \\|$")
                .matcher(section(readme, "### Scopes"));
        Set<String> named = new TreeSet<>();
        while (rows.find()) {
            named.add(rows.group(1));
        }
        assertThat(named).containsExactlyElementsOf(scopes);
    }

    private static String section(String markdown, String heading) {
        int start = markdown.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = markdown.indexOf("\n#", start + heading.length());
        return markdown.substring(start, end < 0 ? markdown.length() : end);
    }

    /** The methods of the Web API that the compiled code calls. */
    private static Set<String> called() {
        Map<String, String> names = new HashMap<>();
        for (Field constant : Methods.class.getFields()) {
            String method = String.valueOf(value(constant));
            names.put(method.replace(".", "").toLowerCase(Locale.ROOT), method);
        }
        Set<String> called = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(MethodsClient.class))
                    .map(call -> names.get(call.getName().toLowerCase(Locale.ROOT)))
                    .forEach(called::add);
        }
        assertThat(called).as("a scan that finds nothing proves nothing").contains("chat.postMessage");
        return called;
    }

    /** The events that the code knows: what its sources name of those that Slack has. */
    private static Set<String> handled() {
        Set<String> types = new ClassFileImporter()
                .importPackages(Event.class.getPackageName()).stream()
                        .flatMap(type -> Arrays.stream(type.reflect().getFields()))
                        .filter(field -> field.getName().equals("TYPE_NAME"))
                        .map(field -> String.valueOf(value(field)))
                        .collect(Collectors.toSet());
        // Of connections, not of subscriptions.
        types.removeAll(Set.of("hello", "goodbye"));
        types.add("app_context_changed");
        types.add("agent_session_stopped");
        Set<String> handled = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/github/mlmentor/slack"))) {
            sources.filter(source -> !source.endsWith("Scopes.java")).forEach(source -> {
                Matcher labels =
                        Pattern.compile("case ((?:\"[a-z_]+\"(?:, )?)+) ->").matcher(read(source));
                while (labels.find()) {
                    for (String label : labels.group(1).replace("\"", "").split(", ")) {
                        if (types.contains(label)) {
                            handled.add(label);
                        }
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(handled).as("a scan that finds nothing proves nothing").contains("app_mention");
        return handled;
    }

    private static String kind(String event) {
        return MESSAGES.contains(event) ? "message" : event;
    }

    private static Object value(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
