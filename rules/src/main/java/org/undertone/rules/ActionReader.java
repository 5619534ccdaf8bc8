package org.undertone.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.undertone.config.Section;
import org.undertone.core.Action;

/** Reads the actions of one rule. */
final class ActionReader {

    private static final String KNOWN = "set, ticket";

    /** Plain channel variables, with up to two leading underscores for inheritance. */
    private static final Pattern VARIABLE = Pattern.compile("_{0,2}[A-Za-z][A-Za-z0-9_]{0,79}");

    /** Functions that keep a value and do nothing to the call; TIMEOUT or MUTEAUDIO would. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?:CDR|SHARED)\\([A-Za-z][A-Za-z0-9_-]{0,79}\\)|CHANNEL\\((?:userfield|accountcode)\\)");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int MAX_VALUE = 1_000;
    private static final int MAX_SUBJECT = 200;

    private ActionReader() {}

    static List<Action> read(Section rule) {
        if (!rule.has("actions")) {
            rule.problem("actions", "is missing; it must be a list of at least one of " + KNOWN);
            return List.of();
        }
        List<Action> actions = new ArrayList<>();
        List<Section> items = rule.sections("actions");
        for (int i = 0; i < items.size(); i++) {
            readItem(rule, "actions[" + i + "]", items.get(i)).ifPresent(actions::add);
        }
        if (items.isEmpty()) {
            rule.problem("actions", "must hold at least one of " + KNOWN);
        }
        return actions;
    }

    private static Optional<Action> readItem(Section rule, String path, Section item) {
        if (item.keys().size() > 1) {
            rule.problem(
                    path,
                    "holds " + String.join(", ", item.keys()) + "; write one action an item, each after its own dash");
        }
        boolean set = item.has("set");
        boolean ticket = item.has("ticket");
        Optional<Action> action = Optional.empty();
        if (set) {
            action = readSet(item);
        }
        if (ticket) {
            action = readTicket(item.section("ticket"));
        }
        if (!set && !ticket && Set.of("set", "ticket").containsAll(item.keys())) {
            rule.problem(path, "is empty; write one of " + KNOWN);
        }
        item.done();
        return action;
    }

    private static Optional<Action> readSet(Section item) {
        Map<String, String> variables = item.textMap("set");
        if (variables.isEmpty()) {
            item.problem("set", "needs at least one variable, such as EMOTION: angry");
            return Optional.empty();
        }
        Section set = item.section("set");
        variables.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() && !FUNCTION.matcher(name).matches()) {
                set.problem(
                        name,
                        "is no variable that can be set: letters, digits and underscores, or CDR(name), SHARED(name),"
                                + " CHANNEL(userfield), CHANNEL(accountcode)");
            }
            checkValue(set, name, value, MAX_VALUE);
        });
        return Optional.of(new Action.Set(variables));
    }

    private static Optional<Action> readTicket(Section ticket) {
        String subject = ticket.text("subject");
        checkValue(ticket, "subject", subject, MAX_SUBJECT);
        ticket.done();
        return subject.isBlank() ? Optional.empty() : Optional.of(new Action.Ticket(subject));
    }

    private static void checkValue(Section section, String key, String value, int max) {
        if (value.contains("${")) {
            section.problem(key, "holds '${'; values are plain text, nothing is put in their place yet");
        }
        if (CONTROL.matcher(value).find()) {
            section.problem(key, "must be one line of printable text");
        }
        if (value.length() > max) {
            section.problem(key, "is " + value.length() + " characters long; at most " + max + " are allowed");
        }
    }
}
