package org.undertone.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.Notice;

/** A message that says it is a test, of a call that never was. */
final class TestNotice {

    private static final String SAID = "This is a test of Undertone. Nothing was heard, and nothing needs to be done.";

    private static final UUID NO_LEDGER = new UUID(0, 0);

    private TestNotice() {}

    static Notice to(DeliverySettings to, Instant now) {
        CallId call = new CallId("undertone-test-" + now.toEpochMilli());
        Action.Delivered ticket = new Action.Ticket(to.name(), "Undertone: a test", SAID);
        Action.Delivered action = to.verbs().contains(ticket.verb()) ? ticket : new Action.Sms(to.name(), SAID);
        Alert alert = new Alert(
                new AlertId(call, "test", 1),
                new LegId(call, call.linkedId()),
                Duration.ZERO,
                Duration.ZERO,
                now,
                "test",
                List.of(),
                List.of(action),
                Map.of("severity", "info"),
                Map.of("summary", "Undertone: a test", "description", SAID),
                Map.of());
        return new Notice(NO_LEDGER, alert, new CallFacts(call, "test", "", "", "", now, List.of()), 1, action);
    }
}
