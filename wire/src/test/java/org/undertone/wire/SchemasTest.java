package org.undertone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.Finding;
import org.undertone.core.event.LoadLevel;
import org.undertone.wire.thing.AssessmentJson;

/** Each message has a schema that says what its record is, and all schemas together call a thing by one name. */
class SchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String THINGS = "things";
    /** Whole numbers that are no amount. */
    private static final Set<String> UNCOUNTED = Set.of("episode", "seed");

    private static final Map<Type, String> SIMPLE = Map.of(
            String.class, "string",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer",
            Long.class, "integer",
            double.class, "number",
            Double.class, "number",
            Number.class, "number",
            Boolean.class, "boolean",
            Instant.class, "string");

    static Stream<Class<?>> messages() {
        return Stream.of(WireMessage.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theSchemaOfAMessageSaysWhatItsRecordIs(Class<?> message) throws IOException {
        String schema = schemaOf(message);

        assertThat(new Shapes(schema).faults(message, read(schema), message.getSimpleName()))
                .isEmpty();
    }

    @Test
    void aSchemaThatSaysLessThanItsRecordIsFound() throws IOException {
        JsonNode schema = read("notice");
        ((ObjectNode) schema.get("properties")).remove("key");

        assertThat(new Shapes("notice").faults(NoticeMessage.class, schema, "notice"))
                .anySatisfy(fault -> assertThat(fault).contains("[alert, call, action]"));
    }

    @Test
    void oneNameIsOneTypeInAllMessages() throws IOException {
        SortedMap<String, SortedSet<String>> types = new TreeMap<>();
        eachProperty((name, node) ->
                types.computeIfAbsent(name, known -> new TreeSet<>()).add(type(node)));

        assertThat(types).hasSizeGreaterThan(100);
        assertThat(types).allSatisfy((name, one) -> assertThat(one).as(name).hasSize(1));
    }

    @Test
    void aNameTellsTheUnit() throws IOException {
        List<String> wrong = new ArrayList<>();
        eachProperty((name, node) -> {
            boolean moment = node.path("format").asText().equals("date-time");
            boolean whole = type(node).equals("integer");
            boolean counted =
                    name.endsWith("Count") || name.toLowerCase(Locale.ROOT).endsWith("millis");
            if (moment != name.endsWith("At")
                    || (counted && !whole)
                    || (whole && !counted && !UNCOUNTED.contains(name))) {
                wrong.add(name + ": " + type(node));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void wordsOfClosedSetsAreThoseOfTheCore() throws IOException {
        JsonNode things = read(THINGS).get("$defs");

        assertThat(words(things, "share", "emotion"))
                .isEqualTo(Emotion.all().stream().map(Emotion::label).toList())
                .isEqualTo(words(things, "scored", "emotion"));
        assertThat(words(things, "tap", "role"))
                .isEqualTo(Stream.of(Role.values()).map(Role::label).toList());
        assertThat(words(things, "doubtfulAmount", "doubt"))
                .isEqualTo(Stream.of(Doubt.values()).map(Doubt::label).toList());
        assertThat(words(things, "notScored", "reason"))
                .isEqualTo(Stream.of(NotScoredReason.values())
                        .map(NotScoredReason::label)
                        .toList())
                .isEqualTo(words(things, "notScoredAmount", "reason"));
        assertThat(words(things, "supervision", "mode"))
                .isEqualTo(Stream.of(SupervisionMode.values())
                        .map(SupervisionMode::label)
                        .toList());
        assertThat(words(things, "finding", "state"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Finding.State.values())
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(words(things, "loadStep", "toLevel"))
                .isEqualTo(Stream.of(LoadLevel.values()).map(LoadLevel::label).toList())
                .isEqualTo(words(things, "loadStep", "fromLevel"));
    }

    private static List<String> words(JsonNode things, String thing, String property) {
        List<String> words = new ArrayList<>();
        things.at("/" + thing + "/properties/" + property + "/enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static String schemaOf(Class<?> message) {
        // Such as call-list, of CallListMessage.
        return message.getSimpleName()
                .replaceFirst("Message$", "")
                .replaceAll("(?<!^)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    private static JsonNode read(String schema) throws IOException {
        try (InputStream in = WireMessage.class.getResourceAsStream(schema + ".schema.json")) {
            assertThat(in).as(schema + ".schema.json").isNotNull();
            return JSON.readTree(in);
        }
    }

    private static void eachProperty(BiConsumer<String, JsonNode> see) throws IOException {
        List<String> all = new ArrayList<>(messages().map(SchemasTest::schemaOf).toList());
        all.add(THINGS);
        for (String schema : all) {
            eachProperty(read(schema), see);
        }
    }

    private static void eachProperty(JsonNode node, BiConsumer<String, JsonNode> see) {
        node.path("properties").properties().forEach(one -> see.accept(one.getKey(), one.getValue()));
        node.forEach(child -> eachProperty(child, see));
    }

    /** Such as {@code integer}, {@code array of call}; null or not is left out. */
    private static String type(JsonNode node) {
        if (node.has("const")) {
            return "string";
        }
        if (node.has("anyOf")) {
            return type(node.get("anyOf").get(0));
        }
        if (node.has("$ref")) {
            return node.get("$ref").asText().replaceFirst(".*/", "");
        }
        String type = node.get("type").isArray()
                ? node.get("type").get(0).asText()
                : node.get("type").asText();
        return switch (type) {
            case "array" -> "array of " + type(node.get("items"));
            case "object" -> "object of " + type(node.get("additionalProperties"));
            default -> node.has("format") ? type + " " + node.get("format").asText() : type;
        };
    }

    /** Compares records with schemas. */
    private static final class Shapes {

        private final String document;
        private final List<String> faults = new ArrayList<>();

        Shapes(String document) {
            this.document = document;
        }

        List<String> faults(Class<?> type, JsonNode schema, String where) throws IOException {
            record(type, schema, where);
            return faults;
        }

        private void record(Class<?> type, JsonNode schema, String where) throws IOException {
            List<String> names = new ArrayList<>();
            if (AssessmentJson.class.isAssignableFrom(type)) {
                names.add("kind");
            }
            for (RecordComponent part : type.getRecordComponents()) {
                names.add(part.getName());
                part(part.getGenericType(), schema.at("/properties/" + part.getName()), where + "." + part.getName());
            }
            List<String> told = new ArrayList<>();
            schema.path("properties").fieldNames().forEachRemaining(told::add);
            List<String> required = new ArrayList<>();
            schema.path("required").forEach(name -> required.add(name.asText()));
            want(told.equals(names), where, "tells of " + told + ", not of " + names);
            want(required.equals(names), where, "requires " + required);
            want(schema.path("additionalProperties").equals(BooleanNode.FALSE), where, "is not closed");
            schema.path("properties")
                    .properties()
                    .forEach(one -> want(
                            !one.getValue().path("description").asText().isEmpty(),
                            where,
                            one.getKey() + " undescribed"));
        }

        private void part(Type type, JsonNode node, String where) throws IOException {
            if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
                Type inner = generic.getActualTypeArguments()[0];
                boolean nullable = node.has("anyOf")
                        ? node.get("anyOf").get(1).path("type").asText().equals("null")
                        : node.path("type").path(1).asText().equals("null");
                want(nullable, where, "cannot be null");
                known(inner, node.has("anyOf") ? node.get("anyOf").get(0) : node, where);
            } else {
                want(!node.has("anyOf") && !node.path("type").isArray(), where, "can be null");
                known(type, node, where);
            }
        }

        private void known(Type type, JsonNode node, String where) throws IOException {
            if (type instanceof ParameterizedType generic) {
                boolean list = generic.getRawType() == List.class;
                Type[] of = generic.getActualTypeArguments();
                want(is(node, list ? "array" : "object"), where, "is " + node);
                part(of[of.length - 1], node.path(list ? "items" : "additionalProperties"), where + "[]");
            } else if (SIMPLE.containsKey(type)) {
                want(is(node, SIMPLE.get(type)), where, "is " + node);
                want((type == Instant.class) == node.path("format").asText().equals("date-time"), where, "is " + node);
            } else {
                referred((Class<?>) type, node.path("$ref").asText(), where);
            }
        }

        private void referred(Class<?> type, String ref, String where) throws IOException {
            want(ref.contains("#/$defs/"), where, "refers to '" + ref + "'");
            String file = ref.startsWith("#") ? document : ref.replaceFirst("\\.schema\\.json#.*", "");
            JsonNode schema = read(file).at(ref.replaceFirst(".*#", ""));
            Shapes there = file.equals(document) ? this : new Shapes(file);
            if (type.isSealed()) {
                Class<?>[] kinds = type.getPermittedSubclasses();
                want(schema.path("oneOf").size() == kinds.length, where, "has not each kind");
                for (int i = 0; i < kinds.length; i++) {
                    there.referred(
                            kinds[i], schema.path("oneOf").path(i).path("$ref").asText(), where);
                }
            } else {
                there.record(type, schema, where);
            }
            if (there != this) {
                faults.addAll(there.faults);
            }
        }

        private static boolean is(JsonNode node, String type) {
            JsonNode told = node.path("type");
            return (told.isArray() ? told.get(0) : told).asText().equals(type);
        }

        private void want(boolean holds, String where, String fault) {
            if (!holds) {
                faults.add(where + " " + fault);
            }
        }
    }
}
