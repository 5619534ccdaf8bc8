package org.undertone.ledger.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertEnding;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.story.CallStory;
import org.undertone.wire.CallMessage;
import org.undertone.wire.TestingSchemas;
import org.undertone.wire.WireJson;
import org.undertone.wire.thing.DeliveryJson;

class AlertMessagesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CallId CALL = new CallId("pbx-1.0");
    private static final AlertId ALERT = new AlertId(CALL, "angry", 1);

    @Test
    void aDeliveryIsToldInEveryStateAndTriedNextOnlyIfItWaits() {
        List<DeliveryRecord> all = Stream.of(DeliveryState.values())
                .map(AlertMessagesTest::delivery)
                .toList();

        var message = AlertMessages.deliveries(all);

        assertThat(TestingSchemas.faults("deliveries", WireJson.text(message))).isEmpty();
        assertThat(message.deliveries())
                .filteredOn(delivery -> delivery.nextTryAt().isPresent())
                .extracting(DeliveryJson::state)
                .containsExactly("waiting");
        assertThat(message.deliveries())
                .allSatisfy(delivery -> assertThat(delivery.key()).contains("key"));
    }

    @Test
    void anAlertIsToldWithEveryOutcomeOfAnAction() {
        List<ActionRecord> actions = Stream.of(ActionOutcome.values())
                .map(outcome -> new ActionRecord(ALERT, "cue", outcome, "tone played", NOON))
                .toList();
        AlertRecord alert = new AlertRecord(
                ALERT,
                new LegId(CALL, "pbx-1.1"),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                NOON,
                "0123456789ab",
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.of(new AlertEnding(Duration.ofSeconds(9), NOON.plusSeconds(5))),
                List.of(),
                List.of(),
                actions);
        CallStory story = new CallStory(
                CALL,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(alert),
                List.of(),
                List.of(),
                List.of());

        CallMessage message = CallMessages.whole(story);

        assertThat(TestingSchemas.faults("call", WireJson.text(message))).isEmpty();
        assertThat(message.alerts()).singleElement().satisfies(told -> {
            assertThat(told.actionResults().orElseThrow()).hasSameSizeAs(ActionOutcome.values());
            assertThat(told.untilMillis()).contains(9_000L);
        });
    }

    private static DeliveryRecord delivery(DeliveryState state) {
        return new DeliveryRecord(
                7, ALERT, 1, 1, "desk", "ticket", "key", "body", state, NOON, NOON, NOON, 2, "", Optional.empty());
    }
}
