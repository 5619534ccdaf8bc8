package org.undertone.delivery.kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.config.yaml.Problems;

/**
 * A JSON file whose texts may hold placeholders such as <code>{{call.queue}}</code>. A text that is nothing but one
 * placeholder becomes what that stands for, also an object or a number; what comes out is always JSON. Immutable.
 */
public final class JsonTemplate {

    /** What every notice has. */
    public static final Set<String> KNOWN = Set.of(
            "key",
            "alert",
            "alert.id",
            "alert.callId",
            "alert.rule",
            "alert.episode",
            "alert.ruleVersion",
            "alert.channel",
            "alert.firedAt",
            "alert.sinceMillis",
            "alert.firedAtAudioMillis",
            "alert.labels",
            "alert.annotations",
            "alert.values",
            "alert.heard",
            "alert.heard.fromMillis",
            "alert.heard.toMillis",
            "alert.heard.emotion",
            "alert.heard.probability",
            "alert.heard.inWords",
            "alert.heard.mixed",
            "alert.heard.smoothed",
            "alert.heard.own",
            "alert.heard.probabilities",
            "alert.heard.speechRatio",
            "alert.heard.levelDbfs",
            "alert.heard.quality",
            "alert.heard.doubts",
            "alert.heard.articulationRate",
            "alert.heard.speechRate",
            "alert.evidence",
            "call",
            "call.id",
            "call.profile",
            "call.queue",
            "call.did",
            "call.agent",
            "call.customerGroup",
            "call.holdCount",
            "call.startedAt",
            "action",
            "action.verb",
            "action.to",
            "action.subject",
            "action.text",
            "action.values");

    /** What a rule names itself; empty in an alert that does not have it. */
    private static final Pattern NAMED_BY_RULES =
            Pattern.compile("(alert\\.labels|alert\\.annotations|alert\\.values|action\\.values)\\.(.+)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEPS = Pattern.compile("\\.");
    private static final long LONGEST = 256 * 1024;
    private static final int DIGITS = 2;

    private final JsonNode root;

    private JsonTemplate(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param more placeholders that are known besides
     * @throws org.undertone.config.yaml.SettingsException with everything that is wrong with it
     */
    public static JsonTemplate load(Path file, Set<String> more) {
        Problems problems = new Problems(file.toString());
        JsonNode root = read(file, problems);
        problems.throwIfAny();
        JsonTemplate template = new JsonTemplate(root);
        check(root, "", more, problems);
        problems.throwIfAny();
        return template;
    }

    private static JsonNode read(Path file, Problems problems) {
        try {
            if (Files.size(file) > LONGEST) {
                problems.add("", "is larger than " + LONGEST / 1024 + " kB; a template is a short file");
                return TextNode.valueOf("");
            }
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(where, "not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            problems.add("", "cannot be read (" + e + "); check the path and the rights of this user");
        }
        return TextNode.valueOf("");
    }

    private static void check(JsonNode node, String path, Set<String> more, Problems problems) {
        if (node.isTextual()) {
            checkText(node.asText(), path, more, problems);
        }
        node.properties()
                .forEach(field -> check(
                        field.getValue(),
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        more,
                        problems));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), path + "[" + i + "]", more, problems);
            }
        }
    }

    /** Finds placeholders in a text that are not known; each becomes a problem at that path. */
    public static void checkText(String text, String path, Set<String> more, Problems problems) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!KNOWN.contains(name)
                    && !more.contains(name)
                    && !NAMED_BY_RULES.matcher(name).matches()) {
                problems.add(
                        path,
                        "{{" + name
                                + "}} is not known; docs/deliveries.md lists the placeholders, such as {{call.queue}},"
                                + " {{action.text}} and {{alert.labels.severity}}");
            }
        }
    }

    /** The file's JSON, filled from that tree. */
    public String fill(ObjectNode tree) {
        return filled(root, tree).toString();
    }

    private static JsonNode filled(JsonNode node, ObjectNode tree) {
        if (node.isTextual()) {
            Matcher matcher = PLACEHOLDER.matcher(node.asText());
            return matcher.matches() ? found(matcher.group(1), tree) : TextNode.valueOf(fillText(node.asText(), tree));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), filled(field.getValue(), tree)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(item -> copy.add(filled(item, tree)));
            return copy;
        }
        return node;
    }

    /**
     * A text with its placeholders filled: nothing for what is not known, and two digits after the point at most. What is
     * filled in is not looked through again.
     */
    public static String fillText(String text, ObjectNode tree) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(inText(found(match.group(1), tree))));
    }

    private static String inText(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isFloatingPointNumber()) {
            return value.decimalValue()
                    .setScale(DIGITS, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static JsonNode found(String name, ObjectNode tree) {
        Matcher named = NAMED_BY_RULES.matcher(name);
        if (named.matches()) {
            // Their names may hold dots, such as p.angry.
            JsonNode value = walk(named.group(1), tree).get(named.group(2));
            return value == null ? TextNode.valueOf("") : value;
        }
        return walk(name, tree);
    }

    private static JsonNode walk(String path, JsonNode tree) {
        JsonNode node = tree;
        for (String step : STEPS.splitAsStream(path).toList()) {
            node = node.path(step);
        }
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }
}
