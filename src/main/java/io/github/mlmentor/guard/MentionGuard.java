package io.github.mlmentor.guard;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import java.util.regex.Pattern;

/**
 * Takes the power from anything that could ping somebody. An invisible character is put inside rather than the mention taken
 * out, because what is left after taking out can form another one ({@code @every@everyoneone}).
 */
public final class MentionGuard implements Guard {
    private static final char ZERO_WIDTH_SPACE = '\u200B';
    /** At the end too, because what follows may be in another style: {@code @**everyone**}. */
    private static final Pattern AT = Pattern.compile("@(?=[\\w&!]|\\z)");

    private static final Pattern ANGLE = Pattern.compile("<(?=[!@#&]|/[a-z]|\\z)");

    @Override
    public Verdict check(Candidate candidate) {
        Document amended = candidate.body().mapText(MentionGuard::neutral);
        return amended.equals(candidate.body()) ? new Verdict.Accepted() : new Verdict.Amended("mentions", amended);
    }

    @Override
    public boolean judgesParts() {
        return true;
    }

    /** The text with every mention made harmless; harmless text comes back as it is. */
    static String neutral(String text) {
        String withoutAt = AT.matcher(text).replaceAll("@" + ZERO_WIDTH_SPACE);
        return ANGLE.matcher(withoutAt).replaceAll("<" + ZERO_WIDTH_SPACE);
    }
}
