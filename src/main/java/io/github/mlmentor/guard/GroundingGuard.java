package io.github.mlmentor.guard;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.retrieval.Ranked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drops what a model wrote without support: a paragraph or list item that cites nothing and shares too few words with the
 * evidence, or that names a number which the evidence does not have. Refuses when nothing that is cited is left. Word overlap
 * is a coarse measure, chosen because it can be read and never costs another model call.
 */
public final class GroundingGuard implements Guard {
    private static final double LEAST_UNCITED = 0.6;
    private static final double LEAST_CITED = 0.25;
    private static final int STEM = 6;
    private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d{2,}");

    @Override
    public boolean judgesParts() {
        return false;
    }

    @Override
    public Verdict check(Candidate candidate) {
        if (!candidate.byModel()) {
            return new Verdict.Accepted();
        }
        StringBuilder evidence = new StringBuilder(candidate.evidence().query().text());
        for (Ranked ranked : candidate.evidence().ranked()) {
            evidence.append(' ')
                    .append(ranked.article().title())
                    .append(' ')
                    .append(ranked.article().shortAnswer());
            for (Section section : ranked.article().sections()) {
                evidence.append(' ')
                        .append(section.heading())
                        .append(' ')
                        .append(section.body().plainText());
            }
        }
        Support support = new Support(stems(evidence.toString()), numbers(evidence.toString()));
        List<Block> kept = new ArrayList<>();
        for (Block block : candidate.body().blocks()) {
            kept.addAll(support.keep(block));
        }
        dropLooseHeadings(kept);
        if (kept.stream().noneMatch(block -> cites(block) && says(block))) {
            return new Verdict.Refused("grounding", "nothing that is cited is left");
        }
        Document body = new Document(kept);
        return body.equals(candidate.body()) ? new Verdict.Accepted() : new Verdict.Amended("grounding", body);
    }

    private record Support(Set<String> stems, Set<String> numbers) {
        List<Block> keep(Block block) {
            if (block instanceof Block.Heading) {
                // Too short for a share of words, but a number in it is as loud as any.
                return knowsNumbers(block) ? List.of(block) : List.of();
            }
            if (block instanceof Block.Listing listing) {
                List<List<Block>> items = listing.items().stream()
                        .filter(item -> item.stream().allMatch(this::carries))
                        .toList();
                return items.isEmpty() ? List.of() : List.of(new Block.Listing(listing.ordered(), items));
            }
            return carries(block) ? List.of(block) : List.of();
        }

        private boolean carries(Block block) {
            if (!knowsNumbers(block)) {
                return false;
            }
            Set<String> used = GroundingGuard.stems(words(block));
            long shared = used.stream().filter(stems::contains).count();
            double share = used.isEmpty() ? 1 : (double) shared / used.size();
            return share >= (cites(block) ? LEAST_CITED : LEAST_UNCITED);
        }

        private boolean knowsNumbers(Block block) {
            return numbers.containsAll(GroundingGuard.numbers(words(block)));
        }

        private static String words(Block block) {
            return new Document(List.of(block)).plainText();
        }
    }

    /** A heading under which nothing is left. */
    private static void dropLooseHeadings(List<Block> blocks) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            boolean last = i == blocks.size() - 1 || blocks.get(i + 1) instanceof Block.Heading;
            if (blocks.get(i) instanceof Block.Heading && last) {
                blocks.remove(i);
            }
        }
    }

    /** Whether there is anything but marks. */
    private static boolean says(Block block) {
        return new Document(List.of(block)).plainText().codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static boolean cites(Block block) {
        return new Document(List.of(block)).contains(Span.Citation.class);
    }

    private static Set<String> stems(String text) {
        Set<String> stems = new HashSet<>();
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            String word = words.group();
            stems.add(word.substring(0, Math.min(STEM, word.length())));
        }
        return stems;
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new HashSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(matcher.group().replace(",", ""));
        }
        return numbers;
    }
}
