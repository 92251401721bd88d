package io.github.mlmentor.curation;

import io.github.mlmentor.knowledge.Problem;
import java.util.List;

/**
 * What became of an import.
 *
 * @param drafts what was written, or would be
 * @param skipped what was not, because it is there
 * @param unusable what could not be read, and what was left out; fatal is what was meant to be a pair
 * @param links what stood in the answers and is not in the catalogue
 */
public record ImportReport(List<Draft> drafts, List<Skipped> skipped, List<Problem> unusable, List<Proposal> links) {
    public ImportReport {
        drafts = List.copyOf(drafts);
        skipped = List.copyOf(skipped);
        unusable = List.copyOf(unusable);
        links = List.copyOf(links);
    }

    /**
     * A pair that is there already.
     *
     * @param from the source's file and line
     * @param as the article that was made of it
     * @param changed whether the source says something else now, which a person has to carry over
     */
    public record Skipped(String from, String question, String as, boolean changed) {}

    /**
     * A link for the catalogue.
     *
     * @param id a proposal for its id, or empty when the address is not fit for the catalogue
     * @param drafts in whose answers it stood
     */
    public record Proposal(String id, String title, String url, List<String> drafts) {
        public Proposal {
            drafts = List.copyOf(drafts);
        }
    }

    /** Whether something that was meant to be imported could not be. */
    public boolean failed() {
        return unusable.stream().anyMatch(Problem::fatal);
    }
}
