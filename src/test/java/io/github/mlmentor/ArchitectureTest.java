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
            row("settings", "yaml"),
            row("knowledge", "chat", "markdown", "yaml", "telemetry"),
            row("retrieval", "knowledge", "telemetry"),
            row("answering", "chat", "knowledge", "markdown", "retrieval", "telemetry"),
            row("guard", "answering", "chat", "knowledge", "retrieval"),
            row("llm", "answering", "chat", "retrieval", "settings", "telemetry"),
            row("intake", "chat", "telemetry"),
            row("storage", "chat", "intake", "llm", "slack", "telemetry"),
            row("evaluation", "chat", "knowledge", "retrieval", "answering"),
            row("curation", "answering", "chat", "evaluation", "knowledge", "markdown", "yaml"),
            row("http", "settings", "telemetry"),
            row("slack", "chat", "http", "intake", "settings", "telemetry"),
            row("web", "chat", "markdown", "answering", "intake", "knowledge", "http", "settings", "telemetry"),
            row("cli", "*"),
            row(ROOT, "*", ROOT));

    /** The prefix of each SDK and the one package that may import it. */
    private static final Map<String, String> DOORS = Map.ofEntries(
            Map.entry("com.slack.", "slack"),
            Map.entry("net.dv8tion.", "discord"),
            Map.entry("dev.langchain4j.", "llm"),
            Map.entry("ai.onnxruntime.", "llm"),
            Map.entry("io.github.resilience4j.", "llm"),
            Map.entry("org.apache.lucene.", "retrieval"),
            Map.entry("java.sql.", "storage"),
            Map.entry("javax.sql.", "storage"),
            Map.entry("org.jdbi.", "storage"),
            Map.entry("org.flywaydb.", "storage"),
            Map.entry("com.zaxxer.", "storage"),
            Map.entry("com.github.kagkarlsson.", "storage"),
            Map.entry("okhttp3.", "slack"),
            Map.entry("org.java_websocket.", "slack"),
            Map.entry("com.google.gson.", "slack"),
            Map.entry("org.sqlite.", "storage"),
            Map.entry("io.javalin.", "http"),
            Map.entry("org.eclipse.jetty.", "http"),
            Map.entry("io.github.bucket4j.", "http"),
            Map.entry("picocli.", "cli"),
            Map.entry("org.jline.", "cli"),
            Map.entry("io.micrometer.", "telemetry"),
            Map.entry("org.commonmark.", "markdown"),
            Map.entry("com.fasterxml.jackson.dataformat.yaml.", "yaml"),
            Map.entry("com.fasterxml.jackson.dataformat.csv.", "curation"),
            Map.entry("org.jsoup.", "curation"),
            Map.entry("jakarta.validation.", "settings"));

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
                    if (dependency.getTargetClass().getName().startsWith(prefix)
                            && !room(from).equals(door)) {
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
