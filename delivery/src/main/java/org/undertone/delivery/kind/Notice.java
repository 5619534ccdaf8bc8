package org.undertone.delivery.kind;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Doubt;

/**
 * One action of an alert, with all that a message may tell of it.
 *
 * @param ledger that keeps the alert
 * @param alert whose action it is
 * @param facts what is known of its call
 * @param position of the action in the alert, from 1
 * @param action what is to be brought
 */
public record Notice(UUID ledger, Alert alert, CallFacts facts, int position, Action.Delivered action) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * By which a receiver knows a repeat of that message; the same for the same alert, whenever it is rendered, and
     * another where the alert of another Asterisk is called the same.
     */
    public String key(int part) {
        String what = "undertone:" + ledger + "/" + alert.id() + "/" + position + "/" + part;
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** One line. */
    public String subject() {
        if (action instanceof Action.Ticket ticket) {
            return ticket.subject();
        }
        return alert.annotations().getOrDefault("summary", alert.id().rule());
    }

    /** What was heard and how sure that is, as the rule put it. */
    public String text() {
        if (action instanceof Action.Ticket ticket) {
            return ticket.text().isEmpty() ? ticket.subject() : ticket.text();
        }
        return action instanceof Action.Sms sms
                ? sms.text()
                : alert.annotations().getOrDefault("description", subject());
    }

    /** The text of a ticket: a last line names its alert, so that people can find it in Undertone, and a repeat of it. */
    public String textWithReference() {
        return text() + "\n\n[undertone " + alert.id() + " " + key(1) + "]";
    }

    /** Everything, as a program likes it. */
    public ObjectNode tree() {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("key", key(1));
        ObjectNode told = tree.putObject("alert");
        told.put("id", alert.id().toString());
        told.put("rule", alert.id().rule());
        told.put("episode", alert.id().episode());
        told.put("ruleVersion", alert.ruleVersion());
        told.put("firedAt", alert.firedAt().toString());
        told.put("sinceMillis", alert.since().toMillis());
        told.put("firedAtAudioMillis", alert.firedAtAudio().toMillis());
        told.put("channel", alert.leg().channelId());
        call(tree.putObject("call"));
        heard(tree.putObject("heard"));
        texts(tree.putObject("labels"), alert.labels());
        texts(tree.putObject("annotations"), alert.annotations());
        texts(tree.putObject("values"), alert.values());
        ObjectNode asked = tree.putObject("action");
        asked.put("verb", action.verb());
        asked.put("subject", subject());
        asked.put("text", text());
        texts(asked.putObject("values"), action instanceof Action.Webhook webhook ? webhook.values() : Map.of());
        return tree;
    }

    private void call(ObjectNode call) {
        call.put("id", facts.call().linkedId());
        call.put("profile", facts.profile());
        call.put("queue", facts.queue());
        call.put("did", facts.did());
        call.put("agent", facts.agent());
        call.put("customerGroup", facts.customerGroup());
        call.put("holds", facts.holds());
        call.put("startedAt", facts.startedAt().toString());
    }

    /** The assessment that completed the alert; nothing where it has no evidence. */
    private void heard(ObjectNode heard) {
        Optional<Assessment.Scored> latest =
                alert.evidence().isEmpty() ? Optional.empty() : Optional.of(alert.latest());
        heard.put("emotion", latest.map(scored -> scored.track().top().label()).orElse(""));
        heard.put("probability", latest.map(Notice::probability).orElse(""));
        heard.put("mixed", latest.map(scored -> scored.track().toString()).orElse(""));
        heard.put(
                "quality",
                latest.map(scored -> twoDigits(scored.quality().value())).orElse(""));
        var doubts = heard.putArray("doubts");
        latest.ifPresent(
                scored -> scored.quality().doubts().stream().map(Doubt::label).forEach(doubts::add));
        heard.put(
                "speechRate",
                latest.flatMap(Assessment.Scored::rate)
                        .map(rate -> String.format(Locale.ROOT, "%.0f", rate.speech()))
                        .orElse(""));
    }

    private static String probability(Assessment.Scored scored) {
        return twoDigits(scored.track().smoothed().of(scored.track().top()));
    }

    private static String twoDigits(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void texts(ObjectNode node, Map<String, String> texts) {
        texts.forEach(node::put);
    }
}
