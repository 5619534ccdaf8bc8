package org.undertone.rules.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;

/** Reads the actions of one rule. */
public final class ActionReader {

    /** Each takes the item that holds its word. */
    private static final Map<String, BiFunction<Section, ActionTexts, Optional<Action>>> READERS = readers();

    private static final String KNOWN = String.join(", ", READERS.keySet());

    private ActionReader() {}

    private static Map<String, BiFunction<Section, ActionTexts, Optional<Action>>> readers() {
        Map<String, BiFunction<Section, ActionTexts, Optional<Action>>> readers = new LinkedHashMap<>();
        readers.put("set", SetReader::read);
        readers.put("ticket", TicketReader::read);
        readers.put("cue", CueReader::read);
        readers.put("blf", (item, reading) -> BlfReader.read(item));
        readers.put("supervise", (item, reading) -> SuperviseReader.read(item));
        readers.put("user-event", UserEventReader::read);
        readers.put("sms", SmsReader::read);
        readers.put("webhook", WebhookReader::read);
        readers.put("mark", MarkReader::read);
        return Collections.unmodifiableMap(readers);
    }

    /** Reads the {@code actions} of a rule; what is wrong with them is noted as its problem, and left out. */
    public static List<Action> read(Section rule, ActionTexts reading) {
        if (!rule.has("actions")) {
            rule.problem("actions", "is missing; it must be a list of at least one of " + KNOWN);
            return List.of();
        }
        List<Action> actions = new ArrayList<>();
        List<Section> items = rule.sections("actions");
        boolean supervised = false;
        for (int i = 0; i < items.size(); i++) {
            String path = "actions[" + i + "]";
            boolean supervises = items.get(i).keys().contains("supervise");
            if (supervises && supervised) {
                rule.problem(
                        path, "is the second supervise of this rule; name all supervisors in the first one's ring");
            }
            supervised |= supervises;
            readItem(rule, path, items.get(i), reading).ifPresent(actions::add);
        }
        if (items.isEmpty()) {
            rule.problem("actions", "must hold at least one of " + KNOWN);
        }
        return actions;
    }

    private static Optional<Action> readItem(Section rule, String path, Section item, ActionTexts reading) {
        if (item.keys().size() > 1) {
            rule.problem(
                    path,
                    "holds " + String.join(", ", item.keys()) + "; write one action an item, each after its own dash");
        }
        List<String> present = READERS.keySet().stream().filter(item::has).toList();
        Optional<Action> action = Optional.empty();
        for (String verb : present) {
            action = READERS.get(verb).apply(item, reading);
        }
        if (present.isEmpty() && READERS.keySet().containsAll(item.keys())) {
            rule.problem(path, "is empty; write one of " + KNOWN);
        }
        item.done();
        return action;
    }
}
