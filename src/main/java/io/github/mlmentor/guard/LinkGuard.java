package io.github.mlmentor.guard;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Resource;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.retrieval.Ranked;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets no link through that is not in the catalogue or the evidence; its words stay, its address does not. */
public final class LinkGuard implements Guard {
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:[a-z][a-z0-9+.-]{1,12}://|www\\.|mailto:|javascript:|data:)[^\\s<>\"')\\]]+"
                    + "|\\b(?:[a-z0-9-]+\\.)+(?:com|org|net|io|ai|dev|co|edu|gov|info|app|me|xyz|ly|gg|link|site|online|shop|biz|ru|cn|uk|de|fr|in|tv|cc|to)\\b(?:/[^\\s<>\"')\\]]*)?",
            Pattern.CASE_INSENSITIVE);

    /** Names of the trade that look like addresses. */
    private static final Set<String> NAMES =
            Set.of("fast.ai", "deeplearning.ai", "levels.fyi", "character.ai", "x.ai", "h2o.ai");

    @Override
    public Verdict check(Candidate candidate) {
        Set<String> allowed = new HashSet<>();
        for (Resource resource : candidate.knowledge().catalogue().all()) {
            allowed.add(plain(resource.url()));
        }
        for (Ranked ranked : candidate.evidence().ranked()) {
            ranked.article().sections().forEach(section -> collect(section, allowed));
        }
        Document amended = candidate
                .body()
                .mapSpans(span -> span instanceof Span.Link link && !allowed.contains(plain(link.url()))
                        ? List.of(new Span.Text(link.text()))
                        : List.of(span))
                .mapText(text -> withoutAddresses(text, allowed));
        return amended.equals(candidate.body()) ? new Verdict.Accepted() : new Verdict.Amended("links", amended);
    }

    @Override
    public boolean judgesParts() {
        return true;
    }

    /** Links inside the evidence itself, which only foreign articles have. */
    private static void collect(Section section, Set<String> allowed) {
        section.body().mapSpans(span -> {
            if (span instanceof Span.Link link && KnowledgeBase.isSafeLink(link.url())) {
                allowed.add(plain(link.url()));
            }
            return List.of(span);
        });
    }

    private static String withoutAddresses(String text, Set<String> allowed) {
        Matcher matcher = ADDRESS.matcher(text);
        StringBuilder kept = new StringBuilder();
        while (matcher.find()) {
            String address = matcher.group().replaceAll("[.,;:!?]+$", "");
            String tail = matcher.group().substring(address.length());
            boolean known = allowed.contains(plain(address)) || NAMES.contains(address.toLowerCase(Locale.ROOT));
            matcher.appendReplacement(
                    kept, Matcher.quoteReplacement(known ? matcher.group() : "(link removed)" + tail));
        }
        return matcher.appendTail(kept).toString();
    }

    private static String plain(String url) {
        String plain =
                url.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("^www\\.", "");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
