package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.Alert;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.webhook.Webhook;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.TestingPlace;
import org.undertone.ledger.TestingPostgres;
import org.undertone.ledger.WithPostgres;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Outgoing;

@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class LaneTest {

    @Parameter
    private TestingPlace.Kind kind;

    private static final Answer DOWN = new Answer.TryAgain("answered 503");
    private static final Pace PACE =
            new Pace(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingConnector connector = new TestingConnector();
    private Ledger ledger;
    private Lane lane;

    @BeforeEach
    void open(TestingPostgres postgres) {
        ledger = TestingPlace.fresh(kind, folder, postgres).open();
        lane = lane(Optional.empty());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void sendsWhatIsDueAndThenWaits() throws InterruptedException {
        write("a", 1);

        assertThat(lane.step()).isZero();
        assertThat(lane.step()).isEqualTo(PACE.poll());

        DeliveryRecord record = record(1);
        assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(record.deliveredAt()).contains(clock.instant());
        assertThat(record.attempts()).isOne();
    }

    @Test
    void triesAgainWithTheSameKeyAndBodyAfterAWaitThatGrows() throws InterruptedException {
        connector.willAnswer(DOWN, DOWN, DOWN, DOWN);
        write("a", 1);

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lane.step();
            Duration wait = Duration.between(clock.instant(), record(1).nextTryAt());
            waits.add(wait.toMillis());
            clock.pass(wait);
        }
        lane.step();

        assertThat(record(1).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(connector.sent).hasSize(5);
        assertThat(connector.sent.stream().distinct()).hasSize(1);
        for (int i = 0; i < 4; i++) {
            assertThat(waits.get(i)).as("wait %d", i).isBetween(500L << i, 1500L << i);
        }
    }

    @Test
    void whatAConnectorFailsWithIsKeptWithoutItsWordsThatMayHoldASecret() throws InterruptedException {
        connector.willFail(new IllegalArgumentException("invalid header value: \"hush\""));
        write("a", 1);

        lane.step();

        assertThat(record(1).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(record(1).lastError()).isEqualTo("could not be spoken to (IllegalArgumentException)");
    }

    @Test
    void keepsTheOrderWithinACallAndLetsOtherCallsPass() throws InterruptedException {
        connector.willAnswer(DOWN);
        write("a", 1);
        write("a", 2);
        write("b", 1);

        stepAll(3);
        clock.pass(Duration.ofSeconds(2));
        stepAll(3);

        assertThat(connector.bodies())
                .containsExactly(
                        "a/customer-angry/1", "b/customer-angry/1", "a/customer-angry/1", "a/customer-angry/2");
    }

    @Test
    void aDestinationThatIsAwayIsLeftAloneAndNoAttemptIsSpentMeanwhile() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            connector.willAnswer(DOWN);
            write("call-" + i, 1);
        }
        stepAll(10);
        assertThat(lane.away()).isTrue();
        int attempts = attempts();

        clock.pass(Duration.ofSeconds(29));
        stepAll(10);
        write("late", 1);
        stepAll(3);

        assertThat(connector.sent).hasSize(10);
        assertThat(attempts()).isEqualTo(attempts);
        assertThat(record(11).lastError()).isEqualTo("not tried while the destination is away: answered 503");

        clock.pass(Duration.ofSeconds(2));
        stepAll(30);

        assertThat(lane.away()).isFalse();
        assertThat(ledger.outbox().list(List.of(DeliveryState.DELIVERED), 100)).hasSize(11);
    }

    @Test
    void aDestinationThatAsksForQuietGetsIt() throws InterruptedException {
        connector.willAnswer(new Answer.TryAgain("answered 429", Optional.of(Duration.ofMinutes(2))));
        write("a", 1);
        write("b", 1);

        stepAll(3);
        clock.pass(Duration.ofSeconds(119));
        stepAll(3);
        assertThat(connector.sent).hasSize(1);

        clock.pass(Duration.ofSeconds(2));
        stepAll(3);
        assertThat(connector.sent).hasSize(3);
        assertThat(record(2).attempts()).isOne();
    }

    @Test
    void givesUpByAgeAndNotByCount() throws InterruptedException {
        write("a", 1);
        write("a", 2);
        for (int i = 0; i < 40; i++) {
            connector.willAnswer(DOWN);
        }
        while (connector.sent.size() < 40) {
            lane.step();
            clock.pass(Duration.ofSeconds(30));
        }
        assertThat(record(1).attempts()).isEqualTo(40);
        assertThat(record(1).state()).isEqualTo(DeliveryState.WAITING);

        clock.set(TestingAlerts.NOON.plus(Duration.ofHours(24)));
        stepAll(2);

        assertThat(record(1).state()).isEqualTo(DeliveryState.DEAD);
        assertThat(record(1).lastError()).startsWith("given up, too old: ");
        assertThat(record(1).attempts()).isEqualTo(40);
    }

    @Test
    void isGivenUpWhenItIsTooOldAndNotOnlyWhenItWouldBeTriedNext() throws InterruptedException {
        connector.willAnswer(new Answer.TryAgain("answered 429", Optional.of(Duration.ofHours(6))));
        write("a", 1);
        write("b", 1);
        clock.pass(Duration.ofHours(23));
        lane.step();

        clock.pass(Duration.ofHours(1));
        stepAll(2);

        assertThat(ledger.outbox().list(List.of(DeliveryState.DEAD), 10))
                .extracting(DeliveryRecord::lastError)
                .containsExactly("given up, too old: answered 429", "given up, too old: answered 429");
        assertThat(connector.sent).hasSize(1);
    }

    @Test
    void whatIsRefusedForGoodIsADeadLetterAndWhatComesAfterItGoesOn() throws InterruptedException {
        connector.willAnswer(new Answer.Refused("answered 422 no such group"));
        write("a", 1);
        write("a", 2);

        stepAll(2);

        assertThat(record(1).state()).isEqualTo(DeliveryState.DEAD);
        assertThat(record(1).lastError()).isEqualTo("answered 422 no such group");
        assertThat(record(2).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void aDeadLetterIsSentAgainAsItWas() throws InterruptedException {
        connector.willAnswer(new Answer.Refused("answered 400"));
        write("a", 1);
        lane.step();
        clock.pass(Duration.ofDays(3));

        ledger.outbox().again(1, clock.instant(), Duration.ofHours(24));
        lane.step();

        assertThat(record(1).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(connector.sent).hasSize(2);
        assertThat(connector.sent.get(1)).isEqualTo(connector.sent.get(0));
    }

    @Test
    void sendsNoFasterThanTheDestinationMayBeSpokenTo() throws InterruptedException {
        lane = lane(Optional.of(new DeliveryTerms.Rate(10, Duration.ofSeconds(1))));
        for (int i = 0; i < 4; i++) {
            write("call-" + i, 1);
        }

        assertThat(lane.step()).isZero();
        assertThat(lane.step()).isEqualTo(Duration.ofMillis(100));
        clock.pass(Duration.ofMillis(99));
        assertThat(lane.step()).isEqualTo(Duration.ofMillis(1));
        assertThat(connector.sent).hasSize(1);
        clock.pass(Duration.ofMillis(1));
        assertThat(lane.step()).isZero();
        assertThat(connector.sent).hasSize(2);
    }

    @Test
    void aSlowRateKeepsNobodyWaitingForIt() throws InterruptedException {
        lane = lane(Optional.of(new DeliveryTerms.Rate(1, Duration.ofHours(1))));
        write("a", 1);
        write("b", 1);

        lane.step();
        assertThat(lane.step()).as("it looks again soon").isEqualTo(PACE.poll());
        clock.set(TestingAlerts.NOON.plus(Duration.ofHours(1)));
        lane.step();

        assertThat(connector.sent).hasSize(2);
    }

    private Lane lane(Optional<DeliveryTerms.Rate> rate) {
        DeliveryTerms terms =
                new DeliveryTerms("desk", rate, Duration.ofSeconds(10), Duration.ofHours(24), Optional.empty());
        DeliverySettings settings =
                new Webhook(terms, URI.create("http://127.0.0.1/"), Optional.empty(), Map.of(), Optional.empty());
        return new Lane(new Destination(settings, connector), ledger.outbox(), PACE, clock, new Random(1));
    }

    private void write(String call, int episode) {
        Alert alert = TestingAlerts.alert(call, episode);
        ledger.alerts()
                .record(
                        alert,
                        List.of(new Outgoing(
                                1,
                                1,
                                "desk",
                                "ticket",
                                "key of " + alert.id(),
                                alert.id().toString(),
                                Duration.ofHours(24),
                                "")));
    }

    private void stepAll(int steps) throws InterruptedException {
        for (int i = 0; i < steps; i++) {
            lane.step();
        }
    }

    private DeliveryRecord record(long id) {
        return ledger.outbox().find(id).orElseThrow();
    }

    private int attempts() {
        return ledger.outbox().list(List.of(DeliveryState.values()), 100).stream()
                .mapToInt(DeliveryRecord::attempts)
                .sum();
    }
}
