package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The package table: who may use whom, and behind which door each SDK sits. */
class ArchitectureTest {
    private static final String BASE = "io.github.mlmentor";
    private static final String ROOT = "(root)";

    /** Every package and the packages that it may use; {@code *} is every package but the root. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            row("chat"),
            row("yaml"),
            row("telemetry"),
            row("markdown", "chat"),
            row("layout", "chat"),
            row("settings", "yaml"),
            row("knowledge", "chat", "markdown", "yaml", "telemetry"),
            row("retrieval", "knowledge", "telemetry"),
            row("answering", "chat", "knowledge", "markdown", "retrieval", "telemetry"),
            row("guard", "answering", "chat", "knowledge", "retrieval"),
            row("llm", "answering", "chat", "retrieval", "settings", "telemetry"),
            row("intake", "chat", "telemetry"),
            row(
                    "mentoring",
                    "answering",
                    "chat",
                    "curation",
                    "intake",
                    "knowledge",
                    "markdown",
                    "retrieval",
                    "telemetry",
                    "yaml"),
            row("storage", "chat", "console", "intake", "knowledge", "llm", "mentoring", "slack", "telemetry"),
            row("console", "chat", "http", "intake", "knowledge", "markdown", "mentoring", "settings", "telemetry"),
            row("evaluation", "chat", "knowledge", "retrieval", "answering"),
            row("curation", "answering", "chat", "evaluation", "knowledge", "markdown", "yaml"),
            row("http", "settings", "telemetry"),
            row("discord", "chat", "intake", "layout", "mentoring", "settings", "telemetry"),
            row("slack", "chat", "http", "intake", "layout", "mentoring", "settings", "telemetry"),
            row("web", "chat", "markdown", "answering", "intake", "knowledge", "http", "settings", "telemetry"),
            row("cli", "*"),
            row(ROOT, "*", ROOT));

    /** The prefix of each SDK and the packages that may import it, which are as few as can be. */
    private static final Map<String, Set<String>> DOORS = Map.ofEntries(
            Map.entry("com.slack.", Set.of("slack")),
            Map.entry("net.dv8tion.", Set.of("discord")),
            Map.entry("dev.langchain4j.", Set.of("llm")),
            Map.entry("ai.onnxruntime.", Set.of("llm")),
            Map.entry("io.github.resilience4j.", Set.of("llm")),
            Map.entry("org.apache.lucene.", Set.of("retrieval")),
            Map.entry("java.sql.", Set.of("storage")),
            Map.entry("javax.sql.", Set.of("storage")),
            Map.entry("org.jdbi.", Set.of("storage")),
            Map.entry("org.flywaydb.", Set.of("storage")),
            Map.entry("com.zaxxer.", Set.of("storage")),
            Map.entry("com.github.kagkarlsson.", Set.of("storage")),
            Map.entry("okhttp3.", Set.of("slack", "discord")),
            Map.entry("org.java_websocket.", Set.of("slack")),
            Map.entry("com.google.gson.", Set.of("slack")),
            Map.entry("org.sqlite.", Set.of("storage")),
            Map.entry("io.javalin.", Set.of("http")),
            Map.entry("org.eclipse.jetty.", Set.of("http")),
            Map.entry("io.github.bucket4j.", Set.of("http")),
            Map.entry("com.github.difflib.", Set.of("console", "mentoring")),
            Map.entry("picocli.", Set.of("cli")),
            Map.entry("org.jline.", Set.of("cli")),
            Map.entry("io.micrometer.", Set.of("telemetry")),
            Map.entry("com.fasterxml.jackson.dataformat.csv.", Set.of("curation")),
            Map.entry("org.jsoup.", Set.of("curation")),
            Map.entry("org.commonmark.", Set.of("markdown")),
            Map.entry("com.fasterxml.jackson.dataformat.yaml.", Set.of("yaml")),
            Map.entry("jakarta.validation.", Set.of("settings")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void theTableNamesExactlyThePackagesThatExist() {
        Set<String> existing =
                CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(existing).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        List<String> breaches = new ArrayList<>();
        for (JavaClass from : CLASSES) {
            Set<String> allowed = MAY_USE.getOrDefault(room(from), Set.of());
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (!to.getPackageName().startsWith(BASE) || room(to).equals(room(from))) {
                    continue;
                }
                boolean fine = allowed.contains(room(to)) || (allowed.contains("*") && !room(to).equals(ROOT));
                if (!fine) {
                    breaches.add(dependency.getDescription());
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void eachSdkSitsBehindItsDoor() {
        Map<String, Set<String>> strangers = new TreeMap<>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                DOORS.forEach((prefix, door) -> {
                    if (dependency.getTargetClass().getName().startsWith(prefix) && !door.contains(room(from))) {
                        strangers
                                .computeIfAbsent(prefix, key -> new TreeSet<>())
                                .add(from.getName());
                    }
                });
            }
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyMainReadsTheEnvironment() {
        Set<String> readers = CLASSES.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().getName().equals("java.lang.System")
                                && call.getName().equals("getenv")))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(readers).containsExactly("Main");
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(BASE) ? ROOT : name.substring(BASE.length() + 1).split("\\.")[0];
    }

    private static Map.Entry<String, Set<String>> row(String name, String... mayUse) {
        return Map.entry(name, Arrays.stream(mayUse).collect(Collectors.toSet()));
    }
}
