package io.github.mlmentor.guard;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.markdown.MarkdownReader;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** What guards are shown in tests, and what they leave of it. */
final class Candidates {
    private Candidates() {}

    /** Something that a model wrote, without any evidence. */
    static Candidate byModel(Document body) {
        return new Candidate(body, Evidence.none(Query.of("what is docker")), KnowledgeBase.EMPTY, true);
    }

    /** What one guard after the other leaves of a text; fails when one refuses. */
    static Document past(Candidate candidate, Guard... guards) {
        Candidate current = candidate;
        Deque<Guard> left = new ArrayDeque<>(Stream.of(guards).toList());
        while (!left.isEmpty()) {
            Verdict verdict = left.remove().check(current);
            if (verdict instanceof Verdict.Amended amended) {
                current = current.with(amended.body());
            } else if (verdict instanceof Verdict.Refused refused) {
                throw new AssertionError(refused.toString());
            }
        }
        return current.body();
    }

    /** The words that links and mentions leave of a model's Markdown. */
    static String words(String markdown) {
        return past(byModel(MarkdownReader.read(markdown)), new LinkGuard(), new MentionGuard())
                .plainText();
    }
}
