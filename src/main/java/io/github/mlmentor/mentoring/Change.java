package io.github.mlmentor.mentoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored together or not at all. Belongs to one thread; made by its methods, one after the other. */
public final class Change {
    private final AuditEntry entry;
    private final List<Step<HandOver>> handOvers = new ArrayList<>();
    private final List<Step<Contribution>> contributions = new ArrayList<>();
    private final List<Dispatch> dispatches = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private @Nullable Published published;
    private String once = "";

    /**
     * Something that becomes something else.
     *
     * @param before as it was read, or null when it is new
     */
    public record Step<T>(@Nullable T before, T after) {}

    private Change(AuditEntry entry) {
        this.entry = entry;
    }

    static Change of(AuditEntry entry) {
        return new Change(entry);
    }

    Change handOver(@Nullable HandOver before, HandOver after) {
        handOvers.add(new Step<>(before, after));
        if (after.standing().raised() != null) {
            show(Dispatch.raised(after));
        }
        return show(Dispatch.card(after));
    }

    Change contribution(@Nullable Contribution before, Contribution after) {
        contributions.add(new Step<>(before, after));
        return show(Dispatch.draft(after));
    }

    Change show(Dispatch dispatch) {
        dispatches.add(dispatch);
        return this;
    }

    Change publish(Published article) {
        published = article;
        return this;
    }

    Change check(Check check) {
        checks.add(check);
        return this;
    }

    /** Only when nothing of this name was stored before. */
    Change once(String name) {
        once = name;
        return this;
    }

    public AuditEntry entry() {
        return entry;
    }

    public List<Step<HandOver>> handOvers() {
        return List.copyOf(handOvers);
    }

    public List<Step<Contribution>> contributions() {
        return List.copyOf(contributions);
    }

    public List<Dispatch> dispatches() {
        return List.copyOf(dispatches);
    }

    public List<Check> checks() {
        return List.copyOf(checks);
    }

    public Optional<Published> published() {
        return Optional.ofNullable(published);
    }

    /** The name under which this is stored at most once, or empty. */
    public String once() {
        return once;
    }
}
