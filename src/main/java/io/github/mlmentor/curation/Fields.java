package io.github.mlmentor.curation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which column, key or field of a source means what; by the names that people use, unless somebody says. */
public final class Fields {
    /** What somebody may name: the two that are needed, then fields of an article. */
    public static final List<String> MEANINGS =
            List.of("question", "answer", "id", "asks", "kind", "advice", "author", "topic");

    private static final Map<String, List<String>> USUAL = Map.of(
            "question", List.of("question", "title", "q", "name", "prompt", "subject", "heading", "faq"),
            "answer", List.of("answer", "body", "a", "text", "content", "response", "reply", "acceptedanswer"),
            "id", List.of("id", "slug"),
            "asks", List.of("asks", "alternatives", "variants", "alternatequestions", "alternate_questions"),
            "kind", List.of("kind"),
            "advice", List.of("advice"),
            "author", List.of("author"),
            "topic", List.of("topic", "category", "section"));
    /** Fields of an article that are taken as they are; who reviewed it and whether it is live are for a person to say. */
    private static final Set<String> KEPT = Set.of(
            "short",
            "roles",
            "duties",
            "skills",
            "resources",
            "aliases",
            "prerequisites",
            "levels",
            "compares",
            "see_also",
            "served");

    private static final Set<String> LISTS = Set.of(
            "asks", "roles", "duties", "skills", "resources", "aliases", "prerequisites", "compares", "see_also");

    private final Map<String, String> named;

    /**
     * With names for some meanings.
     *
     * @param named from a meaning, one of {@link #MEANINGS}, to the source's name for it
     * @throws IllegalArgumentException when a meaning is none
     */
    public Fields(Map<String, String> named) {
        Map<String, String> known = new LinkedHashMap<>();
        named.forEach((meaning, name) -> {
            if (!MEANINGS.contains(meaning)) {
                throw new IllegalArgumentException(
                        "\"" + meaning + "\" is nothing that a column can mean; use " + String.join(", ", MEANINGS));
            }
            known.put(meaning, key(name));
        });
        this.named = known;
    }

    /** Whether somebody named this meaning. */
    boolean isNamed(String meaning) {
        return named.containsKey(meaning);
    }

    /** The names that this meaning may have, for messages. */
    String names(String meaning) {
        String name = named.get(meaning);
        return name == null ? String.join(", ", USUAL.getOrDefault(meaning, List.of())) : name;
    }

    /** Which of these names has the meaning, or null. */
    @Nullable
    String find(String meaning, Iterable<String> names) {
        String wanted = named.get(meaning);
        List<String> usual = wanted == null ? USUAL.getOrDefault(meaning, List.of()) : List.of(wanted);
        for (String candidate : usual) {
            for (String name : names) {
                if (key(name).equals(candidate)) {
                    return name;
                }
            }
        }
        return null;
    }

    /** The fields of an article that a record has. */
    Map<String, JsonNode> of(ObjectNode source) {
        List<String> names = new ArrayList<>();
        source.fieldNames().forEachRemaining(names::add);
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (String meaning : MEANINGS.subList(2, MEANINGS.size())) {
            String name = find(meaning, names);
            if (name != null) {
                put(fields, meaning, source.path(name));
            }
        }
        names.stream().filter(KEPT::contains).forEach(name -> put(fields, name, source.path(name)));
        if (source.path("tags").isObject()) {
            fields.put("tags", source.path("tags"));
        }
        return fields;
    }

    private static void put(Map<String, JsonNode> fields, String field, JsonNode value) {
        boolean empty = value.isNull() || (value.isValueNode() ? value.asText().isBlank() : value.isEmpty());
        if (empty) {
            return;
        }
        if (LISTS.contains(field) && value.isValueNode()) {
            // A cell of a table holds a list this way.
            var list = JsonNodeFactory.instance.arrayNode();
            for (String part : value.asText().split("[|\\n]")) {
                if (!part.isBlank()) {
                    list.add(part.strip());
                }
            }
            fields.put(field, list);
        } else if (value.isValueNode()) {
            fields.put(field, JsonNodeFactory.instance.textNode(value.asText().strip()));
        } else if (LISTS.contains(field) ? value.isArray() : field.equals("levels") && value.isObject()) {
            fields.put(field, value);
        }
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
