package org.undertone.evaluation.ruletest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.Action;
import org.undertone.core.Alert;

/** What an alert says, by names. */
public final class AlertFacts {

    private AlertFacts() {}

    /** Such as {@code labels.severity}, {@code values.p.angry}, {@code actions}, {@code ticket.subject}. */
    public static Map<String, String> texts(Alert alert) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("actions", String.join(", ", verbs(alert.actions())));
        alert.labels().forEach((name, text) -> texts.put("labels." + name, text));
        alert.annotations().forEach((name, text) -> texts.put("annotations." + name, text));
        alert.values().forEach((name, text) -> texts.put("values." + name, text));
        alert.actions().forEach(action -> texts(action).forEach(texts::putIfAbsent));
        return texts;
    }

    /** The words by which rules name those actions, in their order. */
    public static List<String> verbs(List<Action> actions) {
        return actions.stream().map(Action::verb).toList();
    }

    /** The texts of an action. */
    public static Map<String, String> texts(Action action) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (action instanceof Action.Set set) {
            set.variables().forEach((name, value) -> texts.put("set." + name, value));
        } else if (action instanceof Action.Ticket ticket) {
            texts.put("ticket.to", ticket.to());
            texts.put("ticket.subject", ticket.subject());
            texts.put("ticket.text", ticket.text());
        } else if (action instanceof Action.Sms sms) {
            texts.put("sms.to", sms.to());
            texts.put("sms.text", sms.text());
        } else if (action instanceof Action.Webhook webhook) {
            texts.put("webhook.to", webhook.to());
            webhook.values().forEach((name, value) -> texts.put("webhook." + name, value));
        } else if (action instanceof Action.Mark mark) {
            texts.put("mark.label", mark.label());
        } else if (action instanceof Action.Cue cue) {
            texts.put("cue.text", cue.advice());
        } else if (action instanceof Action.UserEvent event) {
            event.variables().forEach((name, value) -> texts.put("user-event." + name, value));
        }
        return texts;
    }
}
