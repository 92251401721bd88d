package io.github.mlmentor.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the parts of an answer; what replaces what when an answer is made anew. */
public final class Parts {
    private Parts() {}

    /**
     * The parts of an answer, the first of them about to be sent.
     *
     * @param before the parts of the earlier answer to the same question, or none
     * @param receipts the platform's names of those that are visible, by key
     */
    public static List<Part> of(Job job, Answerer.Outcome outcome, List<Part> before, Map<String, String> receipts) {
        List<String> visible = before.stream()
                .filter(part -> !part.payload().isEmpty() && receipts.containsKey(part.key()))
                .map(part -> receipts.getOrDefault(part.key(), ""))
                .toList();
        List<Part> parts = new ArrayList<>();
        int most = Math.max(outcome.payloads().size(), visible.size());
        for (int i = 0; i < most; i++) {
            parts.add(new Part(
                    job.id() + "." + job.revision() + "." + i,
                    job.id(),
                    i,
                    i < outcome.payloads().size() ? outcome.payloads().get(i) : "",
                    i < visible.size() ? visible.get(i) : null,
                    i == 0 ? Part.State.SENDING : Part.State.WAITING,
                    i == 0 ? 1 : 0));
        }
        return parts;
    }

    static Part with(Part part, Part.State state, int attempts) {
        return new Part(part.key(), part.job(), part.ordinal(), part.payload(), part.replaces(), state, attempts);
    }
}
