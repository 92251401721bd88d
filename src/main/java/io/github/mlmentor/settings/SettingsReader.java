package io.github.mlmentor.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.mlmentor.yaml.YamlException;
import io.github.mlmentor.yaml.YamlTree;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Reads the settings: the shipped defaults, over them the file, over that the environment. Every value is checked, and every
 * problem is collected before anything is said.
 */
public final class SettingsReader {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Map<String, String> environment;
    private final Locations locations;
    private final List<String> problems = new ArrayList<>();
    /** Where each key's value comes from, for messages. */
    private final Map<String, String> origins = new LinkedHashMap<>();

    private SettingsReader(Map<String, String> environment, Locations locations) {
        this.environment = environment;
        this.locations = locations;
    }

    /**
     * Reads and checks.
     *
     * @throws SettingsException with all problems in one message
     */
    public static Settings read(Map<String, String> environment, Locations locations) {
        return new SettingsReader(environment, locations).read();
    }

    /** Every key with its environment variable, which is empty where there is none; in the order of the records. */
    public static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        leaves("", Settings.class).forEach((key, component) -> {
            Env env = component.getAnnotation(Env.class);
            keys.put(key, env == null ? "" : env.value());
        });
        return keys;
    }

    /** Every key with its value as it may be seen: of secrets and of addresses that may hold one, only whether they are set. */
    public static Map<String, String> shown(Settings settings) {
        Map<String, String> shown = new LinkedHashMap<>();
        show("", settings, shown);
        return shown;
    }

    private static void show(String prefix, Record section, Map<String, String> shown) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            String key = prefix + Settings.key(component.getName());
            Object value = value(section, component);
            if (value instanceof Record deeper) {
                show(key + ".", deeper, shown);
            } else {
                String text = String.valueOf(value);
                shown.put(key, isConfidential(key, component.getType()) && !text.isEmpty() ? "***" : text);
            }
        }
    }

    private static Object value(Record section, RecordComponent component) {
        try {
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the settings records are public", e);
        }
    }

    private Settings read() {
        ObjectNode values = shippedDefaults();
        file().ifPresent(path -> overlay(values, path));
        leaves("", Settings.class).forEach((key, component) -> fromEnvironment(values, key, component));
        Settings settings = convert(values);
        validate(settings);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private ObjectNode shippedDefaults() {
        try {
            YamlTree tree = YamlTree.parse(Files.readString(locations.shipped("config/mentor.yaml")), 1);
            return (ObjectNode) tree.root();
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped settings cannot be read; build the program again", e);
        }
    }

    private Optional<Path> file() {
        String named = environment.getOrDefault("MENTOR_CONFIG", "");
        if (named.isBlank()) {
            return locations.find("config/mentor.yaml");
        }
        Path path = locations.resolve(named);
        if (!Files.isRegularFile(path)) {
            problems.add("MENTOR_CONFIG names " + named + ", and there is no such file; correct the path or unset it");
            return Optional.empty();
        }
        return Optional.of(path);
    }

    private void overlay(ObjectNode values, Path path) {
        try {
            YamlTree tree = YamlTree.parse(Files.readString(path), 1);
            if (!tree.root().isObject()) {
                problems.add(path + ":" + tree.line("")
                        + ": these are no settings; write \"section:\" and below it \"  key: value\"");
            }
            Map<String, RecordComponent> leaves = leaves("", Settings.class);
            flatten("", tree.root()).forEach((steps, value) -> {
                String place = path + ":" + tree.line(steps);
                String key = steps.replace('/', '.');
                RecordComponent component = leaves.get(key);
                boolean section = leaves.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
                if (value.isNull() && (section || component != null)) {
                    return; // Everything below it was deleted: the defaults.
                }
                if (component == null) {
                    problems.add(place + ": \"" + key + "\" is not a setting" + nearest(key, leaves)
                            + "; correct or remove it");
                } else if (value.isContainerNode()) {
                    problems.add(place + ": " + key + " must be " + wanted(component.getType()) + ", not a list");
                } else {
                    put(values, key, component, value.asText(), place);
                }
            });
        } catch (CharacterCodingException e) {
            problems.add(path + ": is not UTF-8; save it as UTF-8");
        } catch (YamlException e) {
            problems.add(path + ":" + e.line() + ": " + e.problem() + "; mend the YAML");
        } catch (IOException e) {
            problems.add(path + ": cannot be read (" + e.getMessage() + "); check its rights");
        }
    }

    private static String nearest(String key, Map<String, RecordComponent> leaves) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        return leaves.keySet().stream()
                .filter(known -> known.endsWith("." + last) || known.startsWith(key + "."))
                .findFirst()
                .map(known -> ", perhaps " + known)
                .orElse("");
    }

    private void fromEnvironment(ObjectNode values, String key, RecordComponent component) {
        Env env = component.getAnnotation(Env.class);
        if (env == null) {
            return;
        }
        String value = environment.get(env.value());
        String file = isConfidential(key, component.getType()) ? environment.get(env.value() + "_FILE") : null;
        if (value != null && !value.isBlank()) {
            put(values, key, component, value.strip(), env.value());
        } else if (file != null && !file.isBlank()) {
            try {
                put(
                        values,
                        key,
                        component,
                        Files.readString(locations.resolve(file)).strip(),
                        env.value() + "_FILE");
            } catch (IOException e) {
                problems.add(env.value() + "_FILE names " + file
                        + ", and it cannot be read; correct the path or its rights");
            }
        }
    }

    private void put(ObjectNode values, String key, RecordComponent component, String text, String origin) {
        Optional<JsonNode> node = typed(component.getType(), text);
        if (node.isEmpty()) {
            problems.add(origin + ": " + key + " must be " + wanted(component.getType()) + ", not \"" + text + "\"");
            return;
        }
        ObjectNode parent = values;
        String[] path = key.split("\\.");
        for (int i = 0; i < path.length - 1; i++) {
            parent = parent.withObject("/" + path[i]);
        }
        parent.set(path[path.length - 1], node.get());
        origins.put(key, origin);
    }

    private static Optional<JsonNode> typed(Class<?> type, String text) {
        try {
            if (type == int.class) {
                return Optional.of(MAPPER.getNodeFactory().numberNode(Integer.parseInt(text)));
            }
            if (type == double.class) {
                return Optional.of(MAPPER.getNodeFactory().numberNode(Double.parseDouble(text)));
            }
            if (type == boolean.class) {
                boolean known = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
                return known
                        ? Optional.of(MAPPER.getNodeFactory().booleanNode(Boolean.parseBoolean(text)))
                        : Optional.empty();
            }
            return Optional.of(TextNode.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String wanted(Class<?> type) {
        if (type == boolean.class) {
            return "true or false";
        }
        return type == int.class ? "a whole number" : type == double.class ? "a number" : "a text";
    }

    private static Settings convert(ObjectNode values) {
        try {
            return MAPPER.treeToValue(values, Settings.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "config/mentor.yaml and the settings records differ; build the program again", e);
        }
    }

    private void validate(Settings settings) {
        try (ValidatorFactory factory = Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator(Set.of(), Locale.ENGLISH, false))
                .buildValidatorFactory()) {
            factory.getValidator().validate(settings).stream()
                    .map(violation -> {
                        String key = Settings.key(violation.getPropertyPath().toString());
                        return origins.getOrDefault(key, "config/mentor.yaml") + ": " + key + " "
                                + violation.getMessage() + shown(key, violation.getInvalidValue());
                    })
                    .distinct()
                    .sorted()
                    .forEach(problems::add);
        }
    }

    /** Values are shown, except addresses: they may hold a password, or be a key that came into the wrong place. */
    private static String shown(String key, Object value) {
        return key.endsWith("_url") ? "" : ", not \"" + value + "\"";
    }

    /** Whether the value may be given as a file; the database's address holds a password. */
    private static boolean isConfidential(String key, Class<?> type) {
        return type == Secret.class || key.equals("storage.database_url");
    }

    private static Map<String, RecordComponent> leaves(String prefix, Class<?> type) {
        Map<String, RecordComponent> leaves = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + Settings.key(component.getName());
            if (component.getType().isRecord()) {
                leaves.putAll(leaves(key + ".", component.getType()));
            } else {
                leaves.put(key, component);
            }
        }
        return leaves;
    }

    /** Every value with the steps to it, joined by slashes. */
    private static Map<String, JsonNode> flatten(String prefix, JsonNode node) {
        Map<String, JsonNode> flat = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            String key = prefix + field.getKey();
            if (field.getValue().isObject()) {
                flat.putAll(flatten(key + "/", field.getValue()));
            } else {
                flat.put(key, field.getValue());
            }
        });
        return flat;
    }
}
