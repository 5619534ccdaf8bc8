package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.CallId;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.webhook.Webhook;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.TestingPlace;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;

class CourierTest {

    private static final Pace QUICK =
            new Pace(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200));

    /** Of the day of the alerts; the courier really waits by it. */
    private final InstantSource clock = TestingClock.running();

    @TempDir
    private Path folder;

    @Test
    void everythingArrivesOnceAndInOrderAtADestinationThatFailsHalfOfTheTime() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver(7);
                Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            Deliveries deliveries = to(receiver.url(), clock);
            try (Courier courier = Courier.start(deliveries, ledger.outbox(), QUICK, clock, new SplittableRandom(7))) {
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
            Deliveries deliveries = to(receiver.url(), clock);
            try (Courier courier =
                    Courier.start(deliveries, ledger.outbox(), patient, clock, new SplittableRandom(3))) {
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
            raise(ledger, to(URI.create("http://127.0.0.1:9/"), clock), "a", 1);

            Courier.start(Deliveries.open(List.of(), clock), ledger.outbox(), clock, new SplittableRandom(1))
                    .close();

            assertThat(ledger.outbox().list(List.of(DeliveryState.DEAD), 10))
                    .extracting(DeliveryRecord::lastError)
                    .containsExactly("given up: no delivery 'hook' is in the settings any more");
        }
    }

    @Test
    void aLedgerThatFailsIsToldOnceAndWhenItIsOver() throws Exception {
        Pace hasty = new Pace(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(5));
        AtomicInteger looks = new AtomicInteger();
        InstantSource counted = () -> {
            looks.incrementAndGet();
            return clock.instant();
        };
        Logger logger = (Logger) LoggerFactory.getLogger(Courier.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        Path file = folder.resolve("a.db");
        TestingPlace place = new TestingPlace.File(file);
        try (Ledger ledger = place.open();
                Courier courier = Courier.start(
                        to(URI.create("http://127.0.0.1:9/"), clock),
                        ledger.outbox(),
                        hasty,
                        counted,
                        new SplittableRandom(1))) {
            place.beside("ALTER TABLE deliveries RENAME TO hidden");
            await().atMost(Duration.ofMinutes(1)).until(() -> count(log, "waits: ") > 0);
            int then = looks.get();
            await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > then + 10);
            place.beside("ALTER TABLE hidden RENAME TO deliveries");
            courier.wake();

            await().atMost(Duration.ofMinutes(1)).until(() -> count(log, "goes on") > 0);
            assertThat(count(log, "waits: ")).isOne();
        } finally {
            logger.detachAppender(log);
        }
    }

    private static long count(ListAppender<ILoggingEvent> log, String words) {
        return log.list.stream()
                .filter(event -> event.getFormattedMessage().contains(words))
                .count();
    }

    @Test
    void anActionForADestinationThatIsNotThereIsADeadLetterWithTheReason() {
        Deliveries deliveries = to(URI.create("http://127.0.0.1:9/"), clock);
        Alert alert = TestingAlerts.alert("a", 1, new Action.Sms("phones", "Please look"), new Action.Mark("here"));

        assertThat(deliveries.outgoing(TestingAlerts.LEDGER, alert, TestingAlerts.facts("a")))
                .singleElement()
                .satisfies(outgoing -> assertThat(outgoing.fault())
                        .isEqualTo("no delivery 'phones' is in the settings; there are hook"));
    }

    @Test
    void theSameAlertOfAnotherLedgerIsNoRepeat() {
        Deliveries deliveries = to(URI.create("http://127.0.0.1:9/"), clock);
        Alert alert = TestingAlerts.alert("a", 1, new Action.Webhook("hook", Map.of()));

        String key = key(deliveries, TestingAlerts.LEDGER, alert);

        assertThat(key(deliveries, TestingAlerts.LEDGER, alert)).isEqualTo(key);
        assertThat(key(deliveries, UUID.fromString("00000000-0000-4000-8000-000000000001"), alert))
                .isNotEqualTo(key);
    }

    private static String key(Deliveries deliveries, UUID ledger, Alert alert) {
        return deliveries
                .outgoing(ledger, alert, TestingAlerts.facts("a"))
                .get(0)
                .key();
    }

    static Deliveries to(URI url, InstantSource clock) {
        DeliveryTerms terms = new DeliveryTerms(
                "hook", Optional.empty(), Duration.ofSeconds(30), Duration.ofHours(24), Optional.empty());
        return Deliveries.open(List.of(new Webhook(terms, url, Optional.empty(), Map.of(), Optional.empty())), clock);
    }

    static void raise(Ledger ledger, Deliveries deliveries, String call, int episode) {
        Alert bare = TestingAlerts.alert(call, episode, new Action.Webhook("hook", Map.of("mood", "angry")));
        ledger.alerts().record(bare, deliveries.outgoing(ledger.id(), bare, TestingAlerts.facts(call)));
    }

    private static List<DeliveryRecord> delivered(Ledger ledger) {
        return ledger.outbox().list(List.of(DeliveryState.DELIVERED), 1000);
    }
}
