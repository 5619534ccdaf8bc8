package org.undertone.ledger.message;

import java.util.List;
import java.util.Optional;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertEnding;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.wire.DeliveriesMessage;
import org.undertone.wire.thing.ActionResultJson;
import org.undertone.wire.thing.AlertJson;
import org.undertone.wire.thing.DeliveryJson;
import org.undertone.wire.thing.EvidenceJson;
import org.undertone.wire.thing.MarkJson;
import org.undertone.wire.thing.SupervisionJson;

/** Alerts and what came of them as messages. */
public final class AlertMessages {

    private AlertMessages() {}

    /** Those deliveries, in that order. */
    public static DeliveriesMessage deliveries(List<DeliveryRecord> records) {
        return new DeliveriesMessage(records.stream()
                .map(record -> delivery(record, Optional.of(record.key())))
                .toList());
    }

    /** As {@link AlertJson} tells an alert that fires: the two types have most of their parts in common, and no more. */
    static AlertJson alert(AlertRecord alert) {
        return new AlertJson(
                alert.id().toString(),
                alert.id().call().linkedId(),
                alert.id().rule(),
                alert.id().episode(),
                alert.ruleVersion(),
                Optional.of(alert.leg().channelId()),
                Optional.of(alert.firedAt()),
                alert.since().toMillis(),
                alert.firedAtAudio().toMillis(),
                alert.ending().map(AlertEnding::at),
                alert.ending().map(end -> end.until().toMillis()),
                alert.labels(),
                alert.annotations(),
                alert.values(),
                AlertJson.heard(alert.evidence()),
                EvidenceJson.of(alert.evidence()),
                Optional.empty(),
                Optional.of(alert.actions().stream().map(AlertMessages::result).toList()),
                Optional.of(alert.tickets().stream()
                        .map(ticket -> String.valueOf(ticket.number()))
                        .toList()));
    }

    private static ActionResultJson result(ActionRecord action) {
        return new ActionResultJson(action.verb(), action.outcome().label(), action.detail(), action.at());
    }

    static MarkJson mark(Mark mark) {
        return new MarkJson(
                mark.alert().toString(),
                mark.alert().rule(),
                mark.leg().channelId(),
                mark.at(),
                mark.audio().toMillis(),
                mark.label());
    }

    /** Without its key, which is for who sends it again. */
    static DeliveryJson delivery(DeliveryRecord delivery) {
        return delivery(delivery, Optional.empty());
    }

    private static DeliveryJson delivery(DeliveryRecord delivery, Optional<String> key) {
        return new DeliveryJson(
                String.valueOf(delivery.id()),
                delivery.alert().toString(),
                delivery.alert().call().linkedId(),
                delivery.alert().rule(),
                delivery.verb(),
                delivery.destination(),
                delivery.state().label(),
                key,
                delivery.createdAt(),
                Optional.of(delivery.nextTryAt()).filter(at -> delivery.state() == DeliveryState.WAITING),
                delivery.giveUpAt(),
                delivery.attempts(),
                known(delivery.lastError()),
                delivery.deliveredAt());
    }

    static SupervisionJson supervision(SupervisionRecord supervision) {
        return new SupervisionJson(
                supervision.alert().toString(),
                supervision.alert().rule(),
                supervision.supervisor(),
                supervision.mode().label(),
                supervision.from(),
                supervision.to(),
                known(supervision.endReason()));
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
