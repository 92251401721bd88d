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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets no link through that is not in the catalogue or the evidence; its words stay, its address does not. */
public final class LinkGuard implements Guard {
    /** An address with its scheme, or what looks like a host, with the reader before it when it is an e-mail address. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<url>(?:[a-z][a-z0-9+.-]{1,12}://|www\\.|mailto:|javascript:|\\bdata:[a-z]+/)[^\\s<>\"')\\]]+)"
                    + "|(?<![\\p{L}\\p{N}])(?<mail>[\\p{L}\\p{N}._%+-]{1,64}+@)?"
                    + "(?<host>[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}+(?:\\.[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}+)++)(?<path>/[^\\s<>\"')\\]]*+)?(?<call>[(\\[])?",
            Pattern.CASE_INSENSITIVE);

    /** Endings that are always an address. */
    private static final Set<String> ENDINGS = Set.of("com", "org", "edu", "gov", "xyz", "biz", "ru", "cn", "uk");

    /** Endings that are an address in prose, but a name in code: {@code model.to(device)}, {@code self.net}. */
    private static final Set<String> ENDINGS_OR_NAMES = Set.of(
            "net", "io", "ai", "co", "info", "app", "me", "ly", "gg", "link", "site", "online", "shop", "de", "fr",
            "in", "tv", "cc", "to", "dev", "eu", "top", "icu", "click", "tech", "cloud");

    /** What may stand before a country: {@code example.co.in}. */
    private static final Set<String> BEFORE_COUNTRY = Set.of("com", "co", "org", "net", "ac", "edu", "gov");

    /** Names of the trade that look like addresses. */
    private static final Set<String> NAMES =
            Set.of("fast.ai", "deeplearning.ai", "character.ai", "x.ai", "h2o.ai", "asp.net", "vb.net", "draw.io");

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
                .mapSpans(span -> span instanceof Span.Link link && !isAllowed(link, allowed)
                        ? List.of(new Span.Text(link.text()))
                        : List.of(span))
                .mapText(text -> withoutAddresses(text, allowed, false), code -> withoutAddresses(code, allowed, true));
        return amended.equals(candidate.body()) ? new Verdict.Accepted() : new Verdict.Amended("links", amended);
    }

    @Override
    public boolean judgesParts() {
        return true;
    }

    private static boolean isAllowed(Span.Link link, Set<String> allowed) {
        return KnowledgeBase.isSafeLink(link.url()) && allowed.contains(plain(link.url()));
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

    private static String withoutAddresses(String text, Set<String> allowed, boolean code) {
        Matcher matcher = ADDRESS.matcher(text);
        StringBuilder kept = new StringBuilder();
        while (matcher.find()) {
            String call = matcher.group("call") == null ? "" : matcher.group("call");
            String found = matcher.group().substring(0, matcher.group().length() - call.length());
            String address = found.replaceAll("[.,;:!?]+$", "");
            String tail = found.substring(address.length()) + call;
            boolean known = allowed.contains(plain(address)) || NAMES.contains(address.toLowerCase(Locale.ROOT));
            boolean stays = known || (matcher.group("url") == null && !isAddress(matcher, code));
            matcher.appendReplacement(
                    kept, Matcher.quoteReplacement(stays ? matcher.group() : "(link removed)" + tail));
        }
        return matcher.appendTail(kept).toString();
    }

    /** Whether a dotted name that was found leads anywhere. */
    private static boolean isAddress(Matcher found, boolean code) {
        String[] labels = found.group("host").split("\\.");
        String last = labels[labels.length - 1];
        String ending = last.toLowerCase(Locale.ROOT);
        if (Arrays.stream(labels)
                .skip(1)
                .map(label -> label.toLowerCase(Locale.ROOT))
                .anyMatch(ENDINGS::contains)) {
            return true;
        }
        boolean country = ending.length() == 2
                && labels.length > 2
                && BEFORE_COUNTRY.contains(labels[labels.length - 2].toLowerCase(Locale.ROOT));
        boolean leads = found.group("path") != null && ENDINGS_OR_NAMES.contains(ending);
        if (code) {
            return leads;
        }
        // The next sentence without a space before it: "in production.In the end".
        boolean sentence = Character.isUpperCase(last.charAt(0)) && !last.equals(last.toUpperCase(Locale.ROOT));
        boolean called = found.group("call") != null;
        boolean name = (country || ENDINGS_OR_NAMES.contains(ending)) && !called && !sentence;
        return leads || name || found.group("mail") != null;
    }

    private static String plain(String url) {
        String plain =
                url.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("^www\\.", "");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
