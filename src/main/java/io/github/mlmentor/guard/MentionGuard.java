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
    /** Within a word only what pings wherever it stands: {@code recall@5} is a term of the trade. */
    private static final Pattern AT = Pattern.compile(
            "@(?=everyone|here|channel|group|[&!]|\\z)|(?<![\\p{L}\\p{N}_])@(?=\\w)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ANGLE = Pattern.compile("<(?=[!@#&]|/[a-z]|\\z)");
    /** Code must stay what it is when it is copied: {@code @property} pings nobody. */
    private static final Pattern AT_IN_CODE =
            Pattern.compile("@(?=everyone|here|channel|group|[&!])", Pattern.CASE_INSENSITIVE);

    private static final Pattern ANGLE_IN_CODE = Pattern.compile("<(?=[!@#]|/[a-z]+:)");

    @Override
    public Verdict check(Candidate candidate) {
        Document amended = candidate.body().mapText(MentionGuard::neutral, MentionGuard::neutralCode);
        return amended.equals(candidate.body()) ? new Verdict.Accepted() : new Verdict.Amended("mentions", amended);
    }

    @Override
    public boolean judgesParts() {
        return true;
    }

    /** The text with every mention made harmless; harmless text comes back as it is. */
    private static String neutral(String text) {
        return split(split(text, AT), ANGLE);
    }

    private static String neutralCode(String code) {
        return split(split(code, AT_IN_CODE), ANGLE_IN_CODE);
    }

    private static String split(String text, Pattern power) {
        return power.matcher(text).replaceAll("$0" + ZERO_WIDTH_SPACE);
    }
}
