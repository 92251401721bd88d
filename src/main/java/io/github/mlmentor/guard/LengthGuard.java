package io.github.mlmentor.guard;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import java.util.ArrayList;
import java.util.List;

/** Cuts an answer that nobody would read to its end, between blocks. */
public final class LengthGuard implements Guard {
    private final int most;

    /**
     * Sets the limit.
     *
     * @param most characters of plain text
     */
    public LengthGuard(int most) {
        this.most = most;
    }

    @Override
    public boolean judgesParts() {
        return false;
    }

    @Override
    public Verdict check(Candidate candidate) {
        List<Block> kept = new ArrayList<>();
        int length = 0;
        for (Block block : candidate.body().blocks()) {
            length += new Document(List.of(block)).plainText().length();
            if (length > most) {
                return cut(kept, length);
            }
            kept.add(block);
        }
        return new Verdict.Accepted();
    }

    /** What stands before the block that was too much, without a heading that has lost its text. */
    private static Verdict cut(List<Block> kept, int length) {
        while (!kept.isEmpty() && kept.get(kept.size() - 1) instanceof Block.Heading) {
            kept.remove(kept.size() - 1);
        }
        return kept.isEmpty()
                ? new Verdict.Refused("length", "one block of " + length + " characters")
                : new Verdict.Amended("length", new Document(kept));
    }
}
