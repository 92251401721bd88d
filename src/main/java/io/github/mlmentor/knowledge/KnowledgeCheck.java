package io.github.mlmentor.knowledge;

import io.github.mlmentor.telemetry.HealthCheck;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Looks whether there are articles and whether their files are in order. */
public final class KnowledgeCheck implements HealthCheck {
    private final Supplier<Library> library;

    /** Loads the library when it looks, not before. */
    public KnowledgeCheck(Supplier<Library> library) {
        this.library = library;
    }

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public Health check() {
        Library loaded;
        try {
            loaded = library.get();
        } catch (UncheckedIOException e) {
            return Health.failure("the articles cannot be read", String.valueOf(e.getMessage()));
        }
        int articles = loaded.current().articles().size();
        String counts =
                articles + " articles, " + loaded.current().catalogue().all().size() + " resources";
        if (articles == 0) {
            return Health.failure(
                    "no article",
                    "put Markdown files into config/knowledge, or set knowledge.dir (MENTOR_KNOWLEDGE_DIR)");
        }
        int problems = loaded.problems().size();
        return problems == 0
                ? Health.ok(counts)
                : Health.warning(counts + ", " + problems + " problems", "run \"ml-mentor knowledge lint\"");
    }
}
