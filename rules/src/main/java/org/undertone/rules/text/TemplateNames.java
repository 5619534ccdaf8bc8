package org.undertone.rules.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which names a template of a rule may use: what is known of every alert, and the rule's own labels and annotations. */
public final class TemplateNames {

    /** What is known of every alert. */
    static final List<String> OF_AN_ALERT = List.of(
            "call.id",
            "call.queue",
            "call.did",
            "call.agent",
            "call.profile",
            "call.customer_group",
            "rule",
            "role",
            "emotion",
            "probability",
            "certainty",
            "heard",
            "speech_rate",
            "words_per_minute",
            "since",
            "at");

    private TemplateNames() {}

    /**
     * What is wrong with a text.
     *
     * @param own names besides, such as {@code labels.severity}
     */
    public static Optional<String> problem(String text, Set<String> own) {
        try {
            for (String name : Template.parse(text).names()) {
                if (!OF_AN_ALERT.contains(name) && !own.contains(name)) {
                    return Optional.of("'{{ " + name + " }}' is not known here; known are "
                            + String.join(", ", OF_AN_ALERT)
                            + (own.isEmpty() ? "" : ", " + String.join(", ", own)));
                }
            }
            return Optional.empty();
        } catch (Template.Invalid e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * A way from a text back to itself.
     *
     * @param texts by their names, such as {@code annotations.summary}
     * @return the names on the way, the first of them twice; empty if there is none
     */
    public static List<String> cycle(Map<String, String> texts) {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        texts.forEach((name, text) -> uses.put(name, names(text)));
        Set<String> done = new LinkedHashSet<>();
        for (String name : uses.keySet()) {
            List<String> cycle = cycle(name, uses, new ArrayList<>(), done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private static List<String> cycle(String name, Map<String, Set<String>> uses, List<String> way, Set<String> done) {
        if (way.contains(name)) {
            List<String> cycle = new ArrayList<>(way.subList(way.indexOf(name), way.size()));
            cycle.add(name);
            return cycle;
        }
        if (done.contains(name)) {
            return List.of();
        }
        way.add(name);
        for (String used : uses.getOrDefault(name, Set.of())) {
            List<String> cycle = cycle(used, uses, way, done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        way.remove(way.size() - 1);
        done.add(name);
        return List.of();
    }

    private static Set<String> names(String text) {
        try {
            return Template.parse(text).names();
        } catch (Template.Invalid e) {
            return Set.of();
        }
    }
}
