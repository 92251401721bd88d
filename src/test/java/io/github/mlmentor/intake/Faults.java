package io.github.mlmentor.intake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Puts something between the caller and a store: a crash, a full disk, a race. */
final class Faults {
    private Faults() {}

    /** What was called. */
    interface Call {
        @Nullable
        Object call() throws Throwable;
    }

    /** What happens instead. */
    interface Between {
        @Nullable
        Object around(String method, Call call) throws Throwable;
    }

    static Inbox inbox(Inbox real, Between between) {
        return wrap(Inbox.class, real, between);
    }

    static Outbox outbox(Outbox real, Between between) {
        return wrap(Outbox.class, real, between);
    }

    /** Counts how often workers are woken, and wakes nobody. */
    static Jobs jobs(AtomicInteger nudges) {
        return new Jobs() {
            @Override
            public void start(Work work) {}

            @Override
            public void nudge() {
                nudges.incrementAndGet();
            }

            @Override
            public void stop() {}
        };
    }

    private static <T> T wrap(Class<T> type, T real, Between between) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> between.around(method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                })));
    }
}
