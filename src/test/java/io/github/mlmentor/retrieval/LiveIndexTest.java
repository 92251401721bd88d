package io.github.mlmentor.retrieval;

import static io.github.mlmentor.retrieval.FakeArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LiveIndexTest {
    private static final String DOCKER =
            article("docker", "What is Docker?", "Docker packs programs.", "", "It packs.");
    private static final String PANDAS = article("pandas", "What is pandas?", "A table library.", "", "It reads.");

    @TempDir
    private Path folder;

    private final FakeArticles articles = new FakeArticles(DOCKER);
    private final Library library = articles.library();
    private final HeldTasks background = new HeldTasks();

    /** Keeps tasks until the test lets them run. */
    private static final class HeldTasks implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runOne() {
            tasks.remove().run();
        }

        boolean isIdle() {
            return tasks.isEmpty();
        }
    }

    private LiveIndex index(@Nullable Supplier<Embedder> loader) {
        return new LiveIndex(library, loader, new EmbeddingCache(folder.resolve("e.bin"), List.of()), background);
    }

    private static boolean isSemantic(LiveIndex index) {
        return index.current()
                .retriever()
                .retrieve(Query.of("docker"))
                .signals()
                .semantic();
    }

    private static List<String> served(LiveIndex index) {
        return index.current().base().articles().stream().map(Article::id).toList();
    }

    @Test
    void wordsAreThereAtOnceAndVectorsJoin() {
        LiveIndex index = index(FakeEmbedder::new);

        assertThat(isSemantic(index)).isFalse();
        assertThat(index.current().retriever().retrieve(Query.of("docker")).best())
                .isPresent();
        assertThat(index.check().status()).isEqualTo(Status.WARNING);
        assertThat(index.check().detail()).contains("still being computed");

        background.runOne();

        assertThat(isSemantic(index)).isTrue();
        assertThat(index.check().status()).isEqualTo(Status.OK);
        index.awaitSettled(Duration.ofHours(1));
    }

    @Test
    void whoeverWaitsGoesOnWithWordsWhenTheTimeIsOver() {
        LiveIndex index = index(FakeEmbedder::new);

        index.awaitSettled(Duration.ZERO);

        assertThat(isSemantic(index)).isFalse();
    }

    @Test
    void withoutAnEmbedderThereIsNothingToWaitFor() {
        LiveIndex index = index(null);

        index.awaitSettled(Duration.ofHours(1));

        assertThat(background.isIdle()).isTrue();
        assertThat(isSemantic(index)).isFalse();
        assertThat(index.check().status()).isEqualTo(Status.WARNING);
        assertThat(index.check().detail()).contains("knowledge.semantic is off");
    }

    @Test
    void anEmbedderThatFailsToLoadLeavesWords() {
        LiveIndex index = index(() -> {
            throw new UnsatisfiedLinkError("no library for this system");
        });
        background.runOne();

        index.awaitSettled(Duration.ofHours(1));

        assertThat(served(index)).containsExactly("docker");
        assertThat(isSemantic(index)).isFalse();
        assertThat(index.check().status()).isEqualTo(Status.WARNING);
        assertThat(index.check().detail()).contains("by words alone", "UnsatisfiedLinkError");
        assertThat(index.check().mend()).contains("knowledge.semantic");
    }

    @Test
    void anEmbedderThatFailsOnlyWhenItLoadsLateLeavesWordsToo() {
        FakeEmbedder known = new FakeEmbedder();
        new EmbeddingCache(folder.resolve("e.bin"), List.of())
                .embed(
                        library.current().passages().stream()
                                .map(passage -> passage.text())
                                .toList(),
                        known,
                        done -> true);
        LiveIndex index = index(() -> new LateEmbedder(known.name(), known.dimension(), () -> {
            throw new NoClassDefFoundError("ai.onnxruntime.OrtEnvironment");
        }));

        background.runOne();

        assertThat(isSemantic(index)).isFalse();
        assertThat(index.check().status()).isEqualTo(Status.WARNING);
    }

    @Test
    void aChangeOfTheLibraryIsServedByWordsAtOnceAndByMeaningSoon() {
        LiveIndex index = index(FakeEmbedder::new);
        background.runOne();

        articles.replace(DOCKER, PANDAS);
        library.refresh();

        assertThat(served(index)).containsExactly("docker", "pandas");
        assertThat(isSemantic(index)).isFalse();
        assertThat(index.check().status()).isEqualTo(Status.WARNING);
        assertThat(index.check().detail()).contains("still being computed");

        background.runOne();

        assertThat(isSemantic(index)).isTrue();
        assertThat(index.check().status()).isEqualTo(Status.OK);
    }

    @Test
    void onlyWhatChangedIsComputedAndTheEmbedderLoadsOnce() {
        FakeEmbedder embedder = new FakeEmbedder();
        int[] loaded = {0};
        index(() -> {
            loaded[0]++;
            return embedder;
        });
        background.runOne();
        int before = embedder.embedded().size();

        articles.replace(DOCKER, PANDAS);
        library.refresh();
        background.runOne();

        assertThat(loaded[0]).isEqualTo(1);
        assertThat(embedder.embedded().subList(before, embedder.embedded().size()))
                .isNotEmpty()
                .allMatch(text -> text.contains("pandas"));
    }

    @Test
    void aChangeWhileVectorsAreComputedIsNotUndoneByThem() {
        FakeEmbedder embedder = new FakeEmbedder();
        embedder.beforePassages(changeOnce());
        LiveIndex index = index(() -> embedder);

        background.runOne();

        assertThat(served(index)).containsExactly("pandas");
        assertThat(isSemantic(index)).isFalse();
        index.awaitSettled(Duration.ZERO);
        assertThat(index.check().detail()).contains("still being computed");

        background.runOne();

        assertThat(served(index)).containsExactly("pandas");
        assertThat(isSemantic(index)).isTrue();
    }

    @Test
    void aChangeAtTheLastMomentIsNotUndoneEither() {
        FakeEmbedder embedder = new FakeEmbedder();
        LiveIndex index = index(() -> embedder);
        Runnable change = changeOnce();
        int[] asked = {0};
        embedder.beforeDimension(() -> {
            asked[0]++;
            // Once to keep the vectors, once to make the index of them: nothing is left to do but to serve it.
            if (asked[0] == 2) {
                change.run();
            }
        });

        background.runOne();

        assertThat(asked[0]).isEqualTo(2);
        assertThat(served(index)).containsExactly("pandas");
        background.runOne();
        assertThat(served(index)).containsExactly("pandas");
        assertThat(isSemantic(index)).isTrue();
    }

    private Runnable changeOnce() {
        boolean[] changed = {false};
        return () -> {
            if (!changed[0]) {
                changed[0] = true;
                articles.replace(PANDAS);
                library.refresh();
            }
        };
    }

    @Test
    void aFailureForOldKnowledgeDoesNotSpeakForTheNew() {
        FakeEmbedder embedder = new FakeEmbedder();
        boolean[] failed = {false};
        embedder.beforePassages(() -> {
            if (!failed[0]) {
                failed[0] = true;
                articles.replace(PANDAS);
                library.refresh();
                throw new IllegalStateException("out of luck");
            }
        });
        LiveIndex index = index(() -> embedder);

        background.runOne();

        assertThat(index.check().detail()).contains("still being computed");
        background.runOne();
        assertThat(isSemantic(index)).isTrue();
    }

    @Test
    void withoutArticlesThereIsNothingToSearch() {
        LiveIndex index = new LiveIndex(
                new FakeArticles().library(),
                FakeEmbedder::new,
                new EmbeddingCache(folder.resolve("e.bin"), List.of()),
                Runnable::run);

        assertThat(index.check().status()).isEqualTo(Status.FAILURE);
        assertThat(index.current().retriever().retrieve(Query.of("docker")).ranked())
                .isEmpty();
    }
}
