package io.github.mlmentor.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.yaml.YamlException;
import io.github.mlmentor.yaml.YamlTree;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The catalogue of links, by id. Immutable. */
public final class Catalogue {
    public static final Catalogue EMPTY = new Catalogue(Map.of());
    static final String FILE = "resources.yaml";

    private static final Set<String> KINDS =
            Set.of("course", "book", "docs", "article", "video", "paper", "tool", "community");
    private static final Set<String> LEVELS = Set.of("beginner", "intermediate", "advanced");
    private static final Set<String> COSTS = Set.of("free", "freemium", "paid");
    private static final List<String> REQUIRED =
            List.of("id", "title", "url", "kind", "level", "cost", "topics", "about", "reviewed");
    private static final String OPTIONAL = "hours";
    /** A name with a dot that ends like a public one; no number, no name of a private network. */
    private static final Pattern PUBLIC_HOST =
            Pattern.compile("(?i)([a-z0-9-]+\\.)+(?!(local|localhost|internal)\\.?$)[a-z][a-z0-9-]*\\.?");

    private final Map<String, Resource> byId;

    private Catalogue(Map<String, Resource> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    public Optional<Resource> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Every resource, in the order of the file. */
    public Collection<Resource> all() {
        return byId.values();
    }

    /** Reads the catalogue; entries that cannot be used are left out and reported. */
    static Catalogue parse(String yaml, List<Problem> problems) {
        if (!FrontMatter.isReadable(FILE, yaml, problems)) {
            return EMPTY;
        }
        YamlTree tree;
        try {
            tree = YamlTree.parse(yaml, 1);
        } catch (YamlException e) {
            problems.add(Problem.fatal(FILE, e.line(), "bad-yaml", e.problem(), "mend the YAML"));
            return EMPTY;
        }
        boolean nothing = tree.root().isObject() && tree.root().isEmpty();
        if (!tree.root().isArray() && !nothing) {
            problems.add(Problem.fatal(
                    FILE,
                    tree.line(""),
                    "bad-value",
                    "the catalogue is not a list",
                    "begin each resource with \"- id: \""));
            return EMPTY;
        }
        Map<String, Resource> byId = new LinkedHashMap<>();
        int index = 0;
        for (JsonNode node : tree.root()) {
            FrontMatter fields = new FrontMatter(FILE, tree, Integer.toString(index), node, problems);
            index++;
            Resource resource = resource(fields, tree.line(Integer.toString(index - 1)), problems);
            if (resource.id().isEmpty() || !safe(resource.url())) {
                problems.add(Problem.fatal(
                        FILE,
                        resource.line(),
                        "unsafe-link",
                        "\"" + resource.id() + "\" has no usable link: " + resource.url(),
                        "give it an id and an absolute https:// address"));
            } else if (byId.putIfAbsent(resource.id(), resource) != null) {
                problems.add(Problem.fatal(
                        FILE,
                        resource.line(),
                        "duplicate-id",
                        "the resource \"" + resource.id() + "\" stands twice",
                        "keep one"));
            }
        }
        return new Catalogue(byId);
    }

    private static Resource resource(FrontMatter fields, int line, List<Problem> problems) {
        for (String name : REQUIRED) {
            if (!fields.has(name)) {
                problems.add(Problem.of(
                        FILE,
                        line,
                        "missing-field",
                        "\"" + fields.text("id") + "\" has no \"" + name + "\"",
                        "add it"));
            }
        }
        for (String name : fields.names()) {
            if (!REQUIRED.contains(name) && !name.equals(OPTIONAL)) {
                problems.add(Problem.of(
                        FILE,
                        fields.line(name),
                        "unknown-field",
                        "\"" + name + "\" is not a field of a resource",
                        "correct the name or remove it"));
            }
        }
        oneOf(fields, "kind", KINDS);
        oneOf(fields, "level", LEVELS);
        oneOf(fields, "cost", COSTS);
        return new Resource(
                fields.text("id"),
                fields.text("title"),
                fields.text("url"),
                fields.text("kind"),
                fields.text("level"),
                fields.text("cost"),
                fields.number("hours"),
                fields.texts("topics"),
                fields.text("about"),
                fields.date("reviewed"),
                line);
    }

    private static void oneOf(FrontMatter fields, String name, Set<String> allowed) {
        String value = fields.text(name);
        if (!value.isEmpty() && !allowed.contains(value)) {
            fields.wrong(
                    name,
                    "is \"" + value + "\"",
                    "use one of " + String.join(", ", allowed.stream().sorted().toList()));
        }
    }

    /** Whether a link can be shown to anybody: absolute, http or https, with a public-looking host, no credentials. */
    static boolean safe(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && PUBLIC_HOST.matcher(uri.getHost()).matches()
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
