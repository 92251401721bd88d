package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.retrieval.Searchable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Mentoring, wired: the desk that the doors call, and the errands that follow. */
public final class Mentoring {
    private final MentorDesk desk;
    private final Errands errands;
    private final Shelf shelf;
    private final Gaps gaps;

    /**
     * What mentoring stands on.
     *
     * @param knowledge what is served just now
     * @param loader reads the files behind it
     * @param sources the ids of the articles that the knowledge alone answers a question from; none where it does not answer it
     * @param address where an article can be read by its id, or empty
     * @param changed called when an article was approved, so that it is served and exported soon
     */
    public record Parts(
            MentorStore store,
            GapStore gaps,
            Feedback feedback,
            Map<Platform, MentorPort> ports,
            Supplier<Searchable> knowledge,
            Supplier<KnowledgeLoader> loader,
            Function<String, List<String>> sources,
            Function<String, String> address,
            Runnable changed) {
        public Parts {
            ports = Map.copyOf(ports);
        }
    }

    public Mentoring(Parts parts, Conduct conduct, Calendar calendar, Clock clock) {
        People people = new People(parts.ports());
        MentorStore store = parts.store();
        this.shelf = new Shelf(parts.loader(), parts.changed(), clock);
        this.gaps = new Gaps(parts.gaps(), people, new Likeness(parts.knowledge()), clock);
        Workbench bench = new Workbench(store, people, parts.knowledge(), shelf, conduct, clock);
        this.desk = new MentorDesk(
                store,
                parts.feedback(),
                people,
                new Proposals(bench, gaps, parts.gaps()),
                new Revisions(bench),
                new Curators(bench),
                conduct,
                clock);
        Digests digests =
                new Digests(store, gaps, people, () -> parts.knowledge().get().base(), conduct, calendar, clock);
        Checks checks = new Checks(store, parts.gaps(), people, parts.sources(), clock);
        this.errands = new MentorErrands(
                store,
                people,
                new Cards(store, people, parts.knowledge(), parts.address(), clock),
                new Drafts(people, shelf),
                digests,
                new Rounds(store, conduct, clock, List.of(gaps::group, checks::run, digests::due)),
                parts.address(),
                clock);
    }

    public MentorDesk desk() {
        return desk;
    }

    public Errands errands() {
        return errands;
    }

    /** What is asked and not answered well. */
    public Gaps gaps() {
        return gaps;
    }

    /** The files behind the articles. */
    public Shelf shelf() {
        return shelf;
    }
}
