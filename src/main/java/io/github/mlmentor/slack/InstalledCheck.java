package io.github.mlmentor.slack;

import io.github.mlmentor.telemetry.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the workspaces that installed the app can be served. */
final class InstalledCheck implements HealthCheck {
    private final Supplier<Optional<Installations>> stored;
    private final String installPage;

    /**
     * Looks at what is stored, and asks nobody.
     *
     * @param stored where the app is installed; empty before the first start; throws what is wrong with the settings
     */
    InstalledCheck(Supplier<Optional<Installations>> stored, String installPage) {
        this.stored = stored;
        this.installPage = installPage;
    }

    @Override
    public String name() {
        return "slack workspaces";
    }

    @Override
    public Health check() {
        try {
            return stored.get().map(this::of).orElseGet(this::none);
        } catch (RuntimeException e) {
            return Health.failure(String.valueOf(e.getMessage()), "mend it and start again");
        }
    }

    private Health none() {
        return Health.warning("none has installed the app yet", "start \"serve\" and open " + installPage);
    }

    private Health of(Installations installations) {
        List<String> all = installations.all();
        List<String> lost = new ArrayList<>();
        for (String home : all) {
            try {
                installations.find(home).filter(Installation::isLast).ifPresent(last -> lost.add(home));
            } catch (Installations.Unreadable e) {
                return Health.failure(String.valueOf(e.getMessage()), "then start again");
            }
        }
        if (all.isEmpty()) {
            return none();
        }
        return lost.isEmpty()
                ? Health.ok(all.size() + " installed the app")
                : Health.failure(
                        "Slack renews the tokens of " + String.join(", ", lost) + " no more",
                        "have somebody there install the app anew at " + installPage);
    }
}
