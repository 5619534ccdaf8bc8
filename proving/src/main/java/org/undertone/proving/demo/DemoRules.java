package org.undertone.proving.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.undertone.core.Emotion;
import org.undertone.rules.RuleSet;

/**
 * The rules of a demo, of one file or several taken together, and what they ask for: only that is judged.
 *
 * @param file one file with all of them
 * @param actions of all rules, as written: one key each, the verb
 */
record DemoRules(Path file, List<JsonNode> actions) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * Reads them; each file must be right by itself.
     *
     * @param folder where a file with all of them may be written
     * @throws org.undertone.config.yaml.SettingsException with everything that is wrong with a file
     */
    static DemoRules of(List<Path> files, Set<Emotion> trained, Path folder) {
        ObjectNode all = YAML.createObjectNode();
        ArrayNode rules = all.putArray("rules");
        try {
            for (Path file : files) {
                RuleSet.load(file, trained);
                YAML.readTree(file.toFile()).path("rules").forEach(rules::add);
            }
            List<JsonNode> actions = new ArrayList<>();
            rules.forEach(rule -> rule.path("actions").forEach(actions::add));
            if (files.size() == 1) {
                return new DemoRules(files.get(0), actions);
            }
            Path together = folder.resolve("rules-together.yaml");
            YAML.writeValue(together.toFile(), all);
            return new DemoRules(together, actions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the first action of that verb says; absent if no rule asks for one. */
    Optional<JsonNode> action(String verb) {
        return actions.stream().filter(action -> action.has(verb)).findFirst().map(action -> action.get(verb));
    }

    boolean ask(String verb) {
        return action(verb).isPresent();
    }

    /** Whether a cue is to be given that way; all ways if it names none. */
    boolean askCueBy(String way) {
        return action("cue")
                .filter(cue -> !cue.has("by")
                        || StreamSupport.stream(cue.get("by").spliterator(), false)
                                .anyMatch(by -> by.asText().equals(way)))
                .isPresent();
    }

    /** The device that stands for the lamp which the first {@code blf} lights. */
    String lamp() {
        String name = action("blf").map(blf -> blf.path("lamp").asText("agent")).orElse("agent");
        return "Stasis:undertone-" + name;
    }
}
