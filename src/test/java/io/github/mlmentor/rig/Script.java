package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** What a test wants to be answered, when, and how often it is to fail first. Thread-safe. */
public final class Script {
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile CountDownLatch slow = new CountDownLatch(0);
    private volatile Document partial = Document.of("So far");

    /** Says this to every question that has these words in it. */
    public void answer(String words, Reply reply) {
        replies.put(words, reply);
    }

    /** Lets questions with these words wait until {@link #release}. */
    public void hold(String words) {
        gates.put(words, new CountDownLatch(1));
    }

    public void release(String words) {
        CountDownLatch gate = gates.remove(words);
        if (gate != null) {
            gate.countDown();
        }
    }

    /** Lets nothing wait any more. */
    public void releaseAll() {
        gates.values().forEach(CountDownLatch::countDown);
        quickStorage();
    }

    /** Breaks so many attempts to answer questions with these words. */
    public void fail(String words, int times) {
        failures.put(words, new AtomicInteger(times));
    }

    /** Shows this of every answer while it is made. */
    public void partially(Document soFar) {
        partial = soFar;
    }

    /** How often questions with these words came to be answered. */
    public long asked(String words) {
        return asked.stream().filter(text -> text.contains(words)).count();
    }

    /** The texts of the questions that came to be answered. */
    public List<String> questions() {
        return List.copyOf(asked);
    }

    /** Lets whatever is to be stored wait until {@link #quickStorage}. */
    public void slowStorage() {
        slow = new CountDownLatch(1);
    }

    public void quickStorage() {
        slow.countDown();
    }

    /** Lets so many of the next questions not be stored. */
    public void breakStorage(int times) {
        broken.set(times);
    }

    /** The inbox, which does not store what {@link #breakStorage} wants. */
    public Inbox sometimesBroken(Inbox inbox) {
        return sometimesBroken(Inbox.class, inbox, "keep");
    }

    /** A store whose methods of these names do not do what {@link #breakStorage} wants, and not at once in {@link #slowStorage}. */
    public <T> T sometimesBroken(Class<T> type, T store, String... methods) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (List.of(methods).contains(method.getName())) {
                        await(slow, "storage");
                        if (broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                            throw new IllegalStateException("the disk is full");
                        }
                    }
                    try {
                        return method.invoke(store, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static void await(CountDownLatch gate, String what) {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the " + what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer with a source and these suggestions. */
    public static Reply.Answer says(String words, Suggestion... suggestions) {
        return new Reply.Answer(
                Document.of(words),
                List.of(new Source("a-day", "A day at work", "")),
                List.of(),
                Advice.FACT,
                null,
                Reply.Composer.EXTRACTIVE,
                null,
                List.of(suggestions));
    }

    /** Answers as the test says, by default with the question itself. */
    public Answerer answerer(BiFunction<Job, Reply, List<String>> renderer) {
        return new Scripted(renderer);
    }

    private final class Scripted implements Answerer {
        private final BiFunction<Job, Reply, List<String>> renderer;

        Scripted(BiFunction<Job, Reply, List<String>> renderer) {
            this.renderer = renderer;
        }

        @Override
        public Outcome answer(Job job, Progress progress) {
            String text = job.text();
            asked.add(text);
            progress.status("Reading");
            progress.partial(partial);
            wait(text);
            failures.forEach((words, left) -> {
                if (text.contains(words) && left.getAndDecrement() > 0) {
                    throw new IllegalStateException("as the test wants it");
                }
            });
            Reply reply = replies.entrySet().stream()
                    .filter(entry -> text.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseGet(() -> says("Answer to: " + text));
            return new Outcome("answered", "", renderer.apply(job, reply), Map.of());
        }

        private void wait(String text) {
            gates.forEach((words, gate) -> {
                if (text.contains(words)) {
                    await(gate, "question");
                }
            });
        }

        @Override
        public Outcome decline(Job job, Admission.Declined no) {
            Reply reply = new Reply.Declined(no.reason(), Document.of(no.sentence()), no.retryAfter());
            return new Outcome("declined", "", renderer.apply(job, reply), Map.of());
        }

        @Override
        public Outcome apologise(Job job, String sentence) {
            Reply reply = new Reply.Apology(Reason.INTERNAL, Document.of(sentence));
            return new Outcome("apology", "", renderer.apply(job, reply), Map.of());
        }
    }

    /** The time of this machine, moved. */
    public static final class MovableClock extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        public void advance(Duration by) {
            ahead.updateAndGet(by::plus);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            Clock moved = this;
            return new Clock() {
                @Override
                public Instant instant() {
                    return moved.instant();
                }

                @Override
                public ZoneId getZone() {
                    return zone;
                }

                @Override
                public Clock withZone(ZoneId another) {
                    return moved.withZone(another);
                }
            };
        }
    }
}
