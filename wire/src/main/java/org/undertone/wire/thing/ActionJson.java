package org.undertone.wire.thing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.undertone.core.Action;

/**
 * What a rule asks for.
 *
 * @param verb the word by which rules name it
 * @param to where it goes, if it says so
 * @param subject of a ticket
 * @param text for people: of a ticket or a text message, the advice of a cue, the name of a user event, a mark's label
 * @param values what it sets, brings or needs besides, by name
 */
public record ActionJson(
        String verb, Optional<String> to, Optional<String> subject, Optional<String> text, Map<String, String> values) {

    /** That action. */
    public static ActionJson of(Action action) {
        String verb = action.verb();
        if (action instanceof Action.Ticket ticket) {
            return new ActionJson(verb, text(ticket.to()), text(ticket.subject()), text(ticket.text()), Map.of());
        } else if (action instanceof Action.Sms sms) {
            return new ActionJson(verb, text(sms.to()), Optional.empty(), text(sms.text()), Map.of());
        } else if (action instanceof Action.Webhook webhook) {
            return new ActionJson(verb, text(webhook.to()), Optional.empty(), Optional.empty(), webhook.values());
        } else if (action instanceof Action.Mark mark) {
            return saying(verb, mark.label(), Map.of());
        } else if (action instanceof Action.Cue cue) {
            String by = cue.by().stream().map(ActionJson::word).collect(Collectors.joining(", "));
            return saying(verb, cue.advice(), Map.of("by", by));
        } else if (action instanceof Action.UserEvent event) {
            return saying(verb, event.name(), event.variables());
        }
        return new ActionJson(verb, Optional.empty(), Optional.empty(), Optional.empty(), silent(action));
    }

    /** The same, told to people in those words. */
    public ActionJson telling(String otherSubject, String otherText) {
        return new ActionJson(verb, to, text(otherSubject), text(otherText), values);
    }

    private static Map<String, String> silent(Action action) {
        Map<String, String> values = new LinkedHashMap<>();
        if (action instanceof Action.Set set) {
            values.putAll(set.variables());
        } else if (action instanceof Action.Blf blf) {
            values.put("lamp", blf.lamp());
            values.put("light", word(blf.light()));
        } else if (action instanceof Action.Supervise supervise) {
            values.put("supervisors", String.join(", ", supervise.supervisors()));
            values.put("mode", supervise.mode().label());
            values.put("ringMillis", String.valueOf(supervise.ring().toMillis()));
        }
        return values;
    }

    private static ActionJson saying(String verb, String text, Map<String, String> values) {
        return new ActionJson(verb, Optional.empty(), Optional.empty(), text(text), values);
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(known -> !known.isEmpty());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
