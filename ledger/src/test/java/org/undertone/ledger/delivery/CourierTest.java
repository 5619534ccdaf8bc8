package org.undertone.ledger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.DeliverySettings;
import org.undertone.config.DeliveryTerms;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.CallId;
import org.undertone.ledger.DeliveryRecord;
import org.undertone.ledger.DeliveryState;
import org.undertone.ledger.Ledger;

class CourierTest {

    private static final Pace QUICK =
            new Pace(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200));

    @TempDir
    private Path folder;

    @Test
    void everythingArrivesOnceAndInOrderAtADestinationThatFailsHalfOfTheTime() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver(7);
                Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            Deliveries deliveries = to(receiver.url());
            try (Courier courier =
                    Courier.start(deliveries, ledger.outbox(), QUICK, Clock.systemUTC(), new SplittableRandom(7))) {
                for (int episode = 1; episode <= 12; episode++) {
                    for (String call : List.of("a", "b", "c")) {
                        raise(ledger, deliveries, call, episode);
                        courier.wake();
                    }
                }
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> delivered(ledger).size() == 36);
            }
            assertThat(receiver.failed()).isPositive();
            assertThat(receiver.accepted()).doesNotHaveDuplicates().hasSize(36);
            for (String call : List.of("a", "b", "c")) {
                List<String> keys = ledger.outbox().of(new CallId(call)).stream()
                        .map(DeliveryRecord::key)
                        .toList();
                assertThat(receiver.accepted().stream().filter(keys::contains)).containsExactlyElementsOf(keys);
            }
        }
    }

    @Test
    void aMessageLeavesAsSoonAsItsAlertIsKept() throws Exception {
        // It would look by itself after a minute.
        Pace patient =
                new Pace(Duration.ofMillis(2), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1));
        try (TestingReceiver receiver = new TestingReceiver(3);
                Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            Deliveries deliveries = to(receiver.url());
            try (Courier courier =
                    Courier.start(deliveries, ledger.outbox(), patient, Clock.systemUTC(), new SplittableRandom(3))) {
                raise(ledger, deliveries, "a", 1);
                courier.wake();

                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !receiver.accepted().isEmpty());
            }
        }
    }

    @Test
    void whatWaitsForADestinationThatIsGoneIsADeadLetterAtOnce() throws Exception {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            raise(ledger, to(URI.create("http://127.0.0.1:9/")), "a", 1);
            InstantSource soon = () -> TestingAlerts.NOON.plusSeconds(60);

            Courier.start(Deliveries.open(List.of(), soon), ledger.outbox(), soon, new SplittableRandom(1))
                    .close();

            assertThat(ledger.outbox().list(List.of(DeliveryState.DEAD), 10))
                    .extracting(DeliveryRecord::lastError)
                    .containsExactly("given up: no delivery 'hook' is in the settings any more");
        }
    }

    @Test
    void anActionForADestinationThatIsNotThereIsADeadLetterWithTheReason() {
        Deliveries deliveries = to(URI.create("http://127.0.0.1:9/"));
        Alert alert = TestingAlerts.alert("a", 1, new Action.Sms("phones", "Please look"), new Action.Mark("here"));

        assertThat(deliveries.outgoing(alert, TestingAlerts.facts("a")))
                .singleElement()
                .satisfies(outgoing -> assertThat(outgoing.fault())
                        .isEqualTo("no delivery 'phones' is in the settings; there are hook"));
    }

    static Deliveries to(URI url) {
        DeliveryTerms terms = new DeliveryTerms(
                "hook", Optional.empty(), Duration.ofSeconds(30), Duration.ofHours(24), Optional.empty());
        return Deliveries.open(
                List.of(new DeliverySettings.Webhook(terms, url, Optional.empty(), Map.of(), Optional.empty())),
                Clock.systemUTC());
    }

    static void raise(Ledger ledger, Deliveries deliveries, String call, int episode) {
        Alert bare = TestingAlerts.alert(call, episode, new Action.Webhook("hook", Map.of("mood", "angry")));
        ledger.record(bare, deliveries.outgoing(bare, TestingAlerts.facts(call)));
    }

    private static List<DeliveryRecord> delivered(Ledger ledger) {
        return ledger.outbox().list(List.of(DeliveryState.DELIVERED), 1000);
    }
}
