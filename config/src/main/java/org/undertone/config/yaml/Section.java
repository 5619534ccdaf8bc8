package org.undertone.config.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A YAML mapping, read key by key. What is wrong goes to {@link Problems} and a harmless value is returned, so that the
 * reading goes on to the next mistake; {@link #done()} makes every key that nobody asked for a problem. Not thread-safe.
 */
public final class Section {

    private final String path;
    private final JsonNode node;
    private final Problems problems;
    private final Map<String, String> environment;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> gone = new LinkedHashSet<>();

    private Section(String path, JsonNode node, Problems problems, Map<String, String> environment) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        this.environment = environment;
    }

    /**
     * Reads a YAML document whose root is a mapping. A text of the form <code>${NAME}</code> is taken from the environment.
     */
    public static Section parse(String yaml, Problems problems, Map<String, String> environment) {
        JsonNode root = JsonNodeFactory.instance.objectNode();
        try {
            JsonNode read = YamlTree.read(yaml);
            if (read.isObject()) {
                root = read;
            } else if (!read.isMissingNode() && !read.isNull()) {
                problems.add("", "the file must be a mapping of keys to values");
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(where, "not valid YAML: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
        return new Section("", root, problems, environment);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    /** Where this section stands in the file, such as {@code asterisk} or {@code rules[2]}; empty for the root. */
    public String path() {
        return path;
    }

    /** Where that key of this section stands in the file. */
    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Adds a problem with the value of that key. */
    public void problem(String key, String problem) {
        problems.add(pathOf(key), problem);
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        asked.add(key);
        return node.hasNonNull(key);
    }

    /** Whether a mapping of keys to values is there. */
    public boolean isMapping(String key) {
        return has(key) && node.get(key).isObject();
    }

    /** The keys that are there, in the order of the file. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** A text that must be there and not be blank. */
    public String text(String key) {
        if (!has(key)) {
            problem(key, "is missing; it must be a text");
            return "";
        }
        String value = scalar(key, node.get(key));
        if (value.isBlank()
                && node.get(key).isTextual()
                && !isVariable(node.get(key).asText())) {
            problem(key, "must not be blank");
        }
        return value;
    }

    /** A text, or the fallback. */
    public String text(String key, String fallback) {
        return has(key) ? scalar(key, node.get(key)) : fallback;
    }

    /** A whole number, or the fallback; both ends are allowed. */
    public int integer(String key, int fallback, int min, int max) {
        if (!has(key)) {
            return fallback;
        }
        JsonNode value = node.get(key);
        if (!value.isIntegralNumber() || value.asLong() < min || value.asLong() > max) {
            problem(key, shown(value) + " is not a whole number from " + min + " to " + max);
            return fallback;
        }
        return value.asInt();
    }

    /** A number, or the fallback; both ends are allowed. */
    public double number(String key, double fallback, double min, double max) {
        if (!has(key)) {
            return fallback;
        }
        JsonNode value = node.get(key);
        if (!value.isNumber() || !(value.asDouble() >= min && value.asDouble() <= max)) {
            problem(key, shown(value) + " is not a number from " + min + " to " + max);
            return fallback;
        }
        return value.asDouble();
    }

    /** A duration such as {@code 3s}, or the fallback; both ends are allowed. */
    public Duration duration(String key, Duration fallback, Duration min, Duration max) {
        if (!has(key)) {
            return fallback;
        }
        JsonNode value = node.get(key);
        Duration read = Durations.parse(value.asText()).orElse(null);
        if (read == null || read.compareTo(min) < 0 || read.compareTo(max) > 0) {
            problem(
                    key,
                    shown(value) + " is not a duration from " + Durations.format(min) + " to " + Durations.format(max)
                            + " (such as 500ms, 3s, 5m)");
            return fallback;
        }
        return read;
    }

    /** {@code yes} or {@code no} ({@code true} and {@code false} do as well), or the fallback. */
    public boolean flag(String key, boolean fallback) {
        if (!has(key)) {
            return fallback;
        }
        return switch (node.get(key).asText()) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> {
                problem(key, shown(node.get(key)) + " is neither yes nor no");
                yield fallback;
            }
        };
    }

    /** One of the constants, written in lower case with dashes, or the fallback. */
    public <E extends Enum<E>> E choice(String key, E fallback) {
        if (!has(key)) {
            return fallback;
        }
        String value = node.get(key).asText();
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (written(constant).equals(value)) {
                return constant;
            }
        }
        String allowed = Arrays.stream(constants).map(Section::written).collect(Collectors.joining(", "));
        problem(key, shown(node.get(key)) + " is not one of " + allowed);
        return fallback;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The section under that key; an empty one if it is not there. */
    public Section section(String key) {
        JsonNode value = has(key) ? node.get(key) : JsonNodeFactory.instance.objectNode();
        return child(pathOf(key), value);
    }

    /** The sections in the list under that key; none if it is not there. */
    public List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (JsonNode item : items(key)) {
            sections.add(child(pathOf(key) + "[" + sections.size() + "]", item));
        }
        return sections;
    }

    private Section child(String childPath, JsonNode value) {
        if (!value.isObject()) {
            problems.add(childPath, shown(value) + " is not a mapping of keys to values");
            return new Section(childPath, JsonNodeFactory.instance.objectNode(), problems, environment);
        }
        return new Section(childPath, value, problems, environment);
    }

    /** The texts in the list under that key; none if it is not there. A single text counts as a list of one. */
    public List<String> texts(String key) {
        if (has(key) && node.get(key).isValueNode()) {
            return List.of(scalar(key, node.get(key)));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(key)) {
            texts.add(scalar(key + "[" + texts.size() + "]", item));
        }
        return texts;
    }

    private List<JsonNode> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!node.get(key).isArray()) {
            problem(key, shown(node.get(key)) + " is not a list");
            return List.of();
        }
        return StreamSupport.stream(node.get(key).spliterator(), false).toList();
    }

    /** The mapping of names to texts under that key, in the order of the file; empty if it is not there. */
    public Map<String, String> textMap(String key) {
        Section section = section(key);
        Map<String, String> texts = new LinkedHashMap<>();
        section.keys().forEach(name -> texts.put(name, section.text(name, "")));
        return texts;
    }

    /** A key that earlier versions knew: it is a problem, in words that say what to do. */
    public void gone(String key, String instead) {
        gone.add(key);
        if (node.has(key)) {
            problem(key, instead);
        }
    }

    /** Ends the reading of this section: a key that nobody asked for is a problem. */
    public void done() {
        for (String key : keys()) {
            if (!asked.contains(key) && !gone.contains(key)) {
                problem(key, "is not known here; known are " + String.join(", ", asked));
            }
        }
    }

    private String scalar(String key, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            problem(key, shown(value) + " is not a text");
            return "";
        }
        String text = value.asText();
        if (!isVariable(text)) {
            return text;
        }
        String name = text.substring(2, text.length() - 1);
        if (!environment.containsKey(name)) {
            problem(key, "the environment variable " + name + " is not set");
            return "";
        }
        return environment.get(name);
    }

    private static boolean isVariable(String text) {
        return text.startsWith("${") && text.endsWith("}");
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? "'" + value.asText() + "'" : value.isContainerNode() ? "this" : value.asText();
    }
}
