package org.undertone.delivery.kind;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.CallFacts;
import org.undertone.wire.NoticeMessage;
import org.undertone.wire.thing.ActionJson;
import org.undertone.wire.thing.AlertJson;
import org.undertone.wire.thing.CallJson;

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

    /** Everything, for programs. */
    public NoticeMessage message() {
        return new NoticeMessage(
                key(1),
                AlertJson.fired(alert),
                CallJson.of(facts),
                ActionJson.of(action).telling(subject(), text()));
    }
}
