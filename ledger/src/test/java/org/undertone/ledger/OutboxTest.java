package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.undertone.ledger.Examples.CALL;
import static org.undertone.ledger.Examples.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.ledger.entry.AlertEnding;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryCount;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.Outgoing;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.sql.LedgerException;

@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class OutboxTest {

    @Parameter
    private TestingPlace.Kind kind;

    private static final Instant LATER = NOON.plusSeconds(60);

    @TempDir
    private Path folder;

    private TestingPlace place;
    private Ledger ledger;
    private Outbox outbox;

    @BeforeEach
    void open(TestingPostgres postgres) {
        place = TestingPlace.fresh(kind, folder, postgres);
        ledger = place.open();
        outbox = ledger.outbox();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void keepsWhatAnAlertSaysAndWhenItEnded() {
        Alert bare = Examples.alert(1);
        Alert alert = new Alert(
                bare.id(),
                bare.leg(),
                bare.since(),
                bare.firedAtAudio(),
                bare.firedAt(),
                bare.ruleVersion(),
                bare.evidence(),
                bare.actions(),
                Map.of("severity", "warning"),
                Map.of("summary", "客户听起来很生气 \"0.72\""),
                Map.of("p.angry", "0.72"));
        ledger.alerts().record(alert);
        AlertEnd end = new AlertEnd(alert.id(), alert.leg(), Duration.ofMillis(9500), LATER);

        assertThat(ledger.alerts().of(CALL).get(0).ending()).isEmpty();
        assertThat(ledger.alerts().end(end)).isTrue();
        assertThat(ledger.alerts().end(new AlertEnd(alert.id(), alert.leg(), Duration.ZERO, LATER.plusSeconds(1))))
                .isFalse();

        AlertRecord kept = ledger.alerts().of(CALL).get(0);
        assertThat(kept.labels()).isEqualTo(alert.labels());
        assertThat(kept.annotations()).isEqualTo(alert.annotations());
        assertThat(kept.values()).isEqualTo(alert.values());
        assertThat(kept.ending()).contains(new AlertEnding(Duration.ofMillis(9500), LATER));
    }

    @Test
    void anAlertWhoseEndNobodySawEndsWithItsCall() {
        ledger.calls().record(Examples.facts(CALL));
        ledger.alerts().record(Examples.alert(1));
        ledger.endWhatWasOpen(LATER, "killed");
        assertThat(ledger.alerts().since(NOON))
                .as("it may go on in the life that begins")
                .extracting(AlertRecord::ending)
                .containsExactly(Optional.empty());

        ledger.endWhatWasOpen(LATER.plusSeconds(60), "killed");

        assertThat(ledger.alerts().since(NOON))
                .as("its call ended when the killed program saw it last")
                .extracting(AlertRecord::ending)
                .containsExactly(Optional.of(new AlertEnding(
                        Duration.ofMillis(6500), Examples.alert(1).firedAt())));
        assertThat(ledger.alerts().since(LATER)).isEmpty();
    }

    @Test
    void messagesAreCountedByDestinationAndState() {
        keep(CALL, 1, out(1, 1, "desk"), out(2, 1, "desk"), out(3, 1, "phones"));
        outbox.refused(1, "answered 422");
        outbox.delivered(3, LATER);

        assertThat(outbox.counts())
                .containsExactly(
                        new DeliveryCount("desk", DeliveryState.DEAD, 1),
                        new DeliveryCount("desk", DeliveryState.WAITING, 1));
    }

    @Test
    void anAlertEndsNoEarlierThanItBeganAlsoWhereItsLegWasTappedAnew() {
        Alert alert = Examples.alert(1);
        ledger.alerts().record(alert);

        ledger.alerts().end(new AlertEnd(alert.id(), alert.leg(), Duration.ZERO, LATER));

        assertThat(ledger.alerts().of(CALL).get(0).ending()).contains(new AlertEnding(alert.since(), LATER));
    }

    @Test
    void aLedgerIsTheSameWhenItIsOpenedAgainAndNoOtherIs(TestingPostgres postgres) {
        UUID id = ledger.id();
        ledger.close();
        ledger = place.open();
        assertThat(ledger.id()).isEqualTo(id);
        try (Ledger reading = place.openToRead();
                Ledger other = TestingPlace.fresh(kind, folder.resolve("other"), postgres)
                        .open()) {
            assertThat(reading.id()).isEqualTo(id);
            assertThat(other.id()).isNotEqualTo(id);
        }
    }

    @Test
    void keepsMarksAndTheTextOfATicketWithTheirAlert() {
        ledger.alerts()
                .record(Examples.alert(
                        1,
                        new Action.Mark("shouting"),
                        new Action.Ticket("desk", "A customer became angry", "for 5 s")));

        assertThat(ledger.alerts().marksOf(CALL))
                .containsExactly(new Mark(
                        new AlertId(CALL, "customer-angry", 1),
                        Examples.CUSTOMER,
                        Duration.ofMillis(6500),
                        NOON.plusMillis(6510),
                        "shouting"));
        assertThat(ledger.alerts().tickets(1)).extracting(Ticket::text).containsExactly("for 5 s");
    }

    @Test
    void keepsTheStepsOfTheLoad() {
        LoadStep up = new LoadStep(NOON, LoadLevel.FULL, LoadLevel.HOP_1S, 0.93, Duration.ofMillis(640));
        LoadStep down = new LoadStep(LATER, LoadLevel.HOP_1S, LoadLevel.FULL, 0.31, Duration.ZERO);
        ledger.loads().record(up);
        ledger.loads().record(down);

        assertThat(ledger.loads().since(NOON)).containsExactly(up, down);
        assertThat(ledger.loads().since(NOON.plusMillis(1))).containsExactly(down);
    }

    @Test
    void whatAnAlertSendsWaitsAfterTheAlertIsKeptAndIsNotWrittenTwice() {
        keep(CALL, 1, out(1, 1, "desk"), out(2, 1, "phones"), out(2, 2, "phones"));
        keep(CALL, 1, out(1, 1, "desk"));

        assertThat(outbox.of(CALL))
                .extracting(DeliveryRecord::id, DeliveryRecord::destination, DeliveryRecord::part)
                .containsExactly(tuple(1L, "desk", 1), tuple(2L, "phones", 1), tuple(3L, "phones", 2));
        DeliveryRecord first = outbox.due("desk", LATER).orElseThrow();
        assertThat(first.state()).isEqualTo(DeliveryState.WAITING);
        assertThat(first.attempts()).isZero();
        assertThat(first.body()).isEqualTo("body 1.1");
        assertThat(first.toString()).doesNotContain("body");
    }

    @Test
    void anAlertWhoseDeliveryCannotBeKeptIsNotKeptEither() {
        assertThatThrownBy(() -> keep(CALL, 1, out(1, 1, "desk"), out(1, 1, "desk")))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("storing alert pbx-1795324314.0/customer-angry/1");

        assertThat(ledger.alerts().of(CALL)).isEmpty();
        assertThat(outbox.of(CALL)).isEmpty();
    }

    @Test
    void aLaterOneOfTheCallWaitsForTheEarlierAndOtherCallsDoNot() {
        CallId other = new CallId("other");
        keep(CALL, 1, out(1, 1, "desk"));
        keep(CALL, 2, out(1, 1, "desk"));
        keep(other, 1, out(1, 1, "desk"));

        outbox.tryAgain(1, LATER.plusSeconds(30), "answered 503");

        assertThat(outbox.due("desk", LATER)).map(DeliveryRecord::id).contains(3L);
        outbox.delivered(3, LATER);
        assertThat(outbox.due("desk", LATER)).isEmpty();
        assertThat(outbox.nextTry("desk")).contains(LATER.plusSeconds(30));
        outbox.refused(1, "answered 422");
        assertThat(outbox.due("desk", LATER)).map(DeliveryRecord::id).contains(2L);
        assertThat(outbox.due("phones", LATER)).isEmpty();
    }

    @Test
    void postponingCountsNoAttemptAndDeadLettersCanBeSentAgain() {
        keep(CALL, 1, out(1, 1, "desk"));
        outbox.tryAgain(1, LATER, "answered 503");
        outbox.postpone("desk", LATER.plusSeconds(30), "away");

        assertThat(outbox.find(1).orElseThrow().attempts()).isOne();
        assertThat(outbox.due("desk", LATER)).isEmpty();
        assertThat(outbox.again(1, LATER, Duration.ofHours(1)))
                .as("it is not dead")
                .isFalse();

        outbox.gaveUp(1, "given up");
        assertThat(outbox.list(EnumSet.of(DeliveryState.DEAD), 10))
                .extracting(DeliveryRecord::lastError)
                .containsExactly("given up");
        assertThat(outbox.again(1, LATER, Duration.ofHours(1))).isTrue();
        DeliveryRecord again = outbox.due("desk", LATER).orElseThrow();
        assertThat(again.giveUpAt()).isEqualTo(LATER.plus(Duration.ofHours(1)));
        assertThat(again.key()).isEqualTo("key 1.1");
    }

    @Test
    void aDeadLetterCanBeSentAgainFromBesideTheProgramThatKeepsTheLedger() {
        keep(CALL, 1, out(1, 1, "desk"));
        outbox.gaveUp(1, "given up");
        try (Ledger beside = place.openBeside()) {
            assertThat(beside.outbox().again(1, LATER, Duration.ofHours(1))).isTrue();
        }

        assertThat(outbox.due("desk", LATER)).map(DeliveryRecord::id).contains(1L);
    }

    @Test
    void whatCannotBeSentAtAllIsADeadLetterFromTheStart() {
        ledger.alerts()
                .record(
                        alert(CALL, 1),
                        List.of(new Outgoing(
                                1, 1, "nowhere", "sms", "k", "b", Duration.ofHours(24), "no delivery 'nowhere'")));

        assertThat(outbox.due("nowhere", LATER)).isEmpty();
        assertThat(outbox.list(EnumSet.of(DeliveryState.DEAD), 1))
                .extracting(DeliveryRecord::lastError, DeliveryRecord::deliveredAt)
                .containsExactly(tuple("no delivery 'nowhere'", Optional.empty()));
    }

    @Test
    void allThatWaitsForADestinationCanBeGivenUp() {
        keep(CALL, 1, out(1, 1, "desk"), out(2, 1, "phones"));
        keep(CALL, 2, out(1, 1, "desk"), out(2, 1, "phones"));
        outbox.delivered(1, LATER);
        assertThat(outbox.destinationsWaitedFor()).containsExactly("desk", "phones");

        assertThat(outbox.giveUpAll("desk", "no delivery 'desk'")).isOne();

        assertThat(outbox.destinationsWaitedFor()).containsExactly("phones");
        assertThat(outbox.list(EnumSet.of(DeliveryState.DEAD), 10))
                .extracting(DeliveryRecord::id, DeliveryRecord::lastError, DeliveryRecord::attempts)
                .containsExactly(tuple(3L, "no delivery 'desk'", 0));
    }

    private void keep(CallId call, int episode, Outgoing... outgoing) {
        ledger.alerts().record(alert(call, episode), List.of(outgoing));
    }

    private static Alert alert(CallId call, int episode) {
        Alert alert = Examples.alert(episode, Examples.SET);
        return new Alert(
                new AlertId(call, "customer-angry", episode),
                new LegId(call, "leg"),
                alert.since(),
                alert.firedAtAudio(),
                alert.firedAt(),
                alert.ruleVersion(),
                List.of(),
                alert.actions());
    }

    private static Outgoing out(int position, int part, String destination) {
        String which = position + "." + part;
        return new Outgoing(
                position, part, destination, "ticket", "key " + which, "body " + which, Duration.ofHours(24), "");
    }
}
