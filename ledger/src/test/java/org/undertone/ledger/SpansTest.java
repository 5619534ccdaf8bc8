package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.undertone.ledger.Examples.AGENT;
import static org.undertone.ledger.Examples.CALL;
import static org.undertone.ledger.Examples.CUSTOMER;
import static org.undertone.ledger.Examples.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.ledger.entry.LeftOpen;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.entry.TapRecord;

/** What begins and ends in a call: pauses, supervisions, and what is left open when the program dies. */
@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class SpansTest {

    private static final AlertId ALERT = new AlertId(CALL, "customer-angry", 1);
    private static final String DIED = "Undertone ended without closing this";

    @Parameter
    private TestingPlace.Kind kind;

    @TempDir
    private Path folder;

    private TestingPlace place;
    private Ledger ledger;

    @BeforeEach
    void open(TestingPostgres postgres) {
        place = TestingPlace.fresh(kind, folder, postgres);
        ledger = place.open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void keepsWhenALegWasPausedAndWhy() {
        ledger.taps().pause(CUSTOMER, "hold", at(10));
        ledger.taps().pause(AGENT, "hold", at(11));
        assertThat(ledger.taps().resume(CUSTOMER, at(20))).isTrue();
        assertThat(ledger.taps().resume(CUSTOMER, at(25))).isFalse();
        ledger.taps().pause(CUSTOMER, "parked", at(30));

        assertThat(ledger.taps().pausesOf(CALL))
                .containsExactly(
                        new PauseRecord(CUSTOMER, "hold", at(10), Optional.of(at(20))),
                        new PauseRecord(AGENT, "hold", at(11), Optional.empty()),
                        new PauseRecord(CUSTOMER, "parked", at(30), Optional.empty()));
        assertThat(ledger.taps().pausesOf(new CallId("other"))).isEmpty();
    }

    @Test
    void aLegHasOnePauseAtATime() {
        ledger.taps().pause(CUSTOMER, "hold", at(10));
        ledger.taps().pause(CUSTOMER, "hold", at(12));
        ledger.taps().pause(CUSTOMER, "parked", at(15));
        ledger.taps().resume(CUSTOMER, at(40));

        assertThat(ledger.taps().pausesOf(CALL))
                .containsExactly(
                        new PauseRecord(CUSTOMER, "hold", at(10), Optional.of(at(15))),
                        new PauseRecord(CUSTOMER, "parked", at(15), Optional.of(at(40))));
    }

    @Test
    void aLegThatIsPausedAgainInTheSameMillisecondIsPaused() {
        ledger.taps().pause(CUSTOMER, "hold", at(10));
        ledger.taps().resume(CUSTOMER, at(10));
        ledger.taps().pause(CUSTOMER, "parked", at(10));

        assertThat(ledger.taps().pausesOf(CALL))
                .containsExactly(new PauseRecord(CUSTOMER, "parked", at(10), Optional.empty()));
    }

    @Test
    void keepsWhoListenedInWhichModeFromWhenToWhen() {
        ledger.alerts().record(Examples.alert(1));
        ledger.supervisions().begin(ALERT, "PJSIP/supervisor", SupervisionMode.LISTEN, at(10));
        ledger.supervisions().begin(ALERT, "PJSIP/supervisor", SupervisionMode.LISTEN, at(11));
        ledger.supervisions().begin(ALERT, "PJSIP/supervisor", SupervisionMode.BARGE, at(20));
        assertThat(ledger.supervisions().end(ALERT, at(30), "the supervisor hung up"))
                .isTrue();
        assertThat(ledger.supervisions().end(ALERT, at(31), "the call ended")).isFalse();

        assertThat(ledger.supervisions().of(CALL))
                .containsExactly(
                        new SupervisionRecord(
                                ALERT,
                                "PJSIP/supervisor",
                                SupervisionMode.LISTEN,
                                at(10),
                                Optional.of(at(20)),
                                "changed to barge"),
                        new SupervisionRecord(
                                ALERT,
                                "PJSIP/supervisor",
                                SupervisionMode.BARGE,
                                at(20),
                                Optional.of(at(30)),
                                "the supervisor hung up"));
    }

    @Test
    void aSupervisorWhoFollowsAnotherEndsTheOthersTime() {
        ledger.supervisions().begin(ALERT, "PJSIP/supervisor", SupervisionMode.COACH, at(10));
        ledger.supervisions().begin(ALERT, "PJSIP/deputy", SupervisionMode.COACH, at(20));

        assertThat(ledger.supervisions().of(CALL))
                .extracting(SupervisionRecord::supervisor, SupervisionRecord::to, SupervisionRecord::endReason)
                .containsExactly(
                        tuple("PJSIP/supervisor", Optional.of(at(20)), "followed by PJSIP/deputy"),
                        tuple("PJSIP/deputy", Optional.empty(), ""));
    }

    @Test
    void keepsASupervisionWhoseAlertCouldNotBeKept() {
        AlertId unheardOf = new AlertId(CALL, "customer-angry", 7);

        ledger.supervisions().begin(unheardOf, "PJSIP/supervisor", SupervisionMode.LISTEN, at(10));

        assertThat(ledger.supervisions().of(CALL))
                .extracting(SupervisionRecord::alert)
                .containsExactly(unheardOf);
        assertThat(ledger.alerts().of(CALL)).isEmpty();
    }

    @Test
    void endsWhatAnEarlierLifeOfTheProgramLeftOpenAndNothingElse() {
        ledger.calls().record(Examples.facts(CALL));
        ledger.calls().record(Examples.facts(new CallId("over")));
        ledger.calls().end(new CallId("over"), at(5));
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(1), Duration.ofMillis(70));
        ledger.taps().end(CUSTOMER, at(2), "transferred");
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(3), Duration.ofMillis(70));
        ledger.taps().pause(CUSTOMER, "hold", at(10));
        ledger.supervisions().begin(ALERT, "PJSIP/supervisor", SupervisionMode.LISTEN, at(10));
        ledger.supervisions().begin(ALERT, "PJSIP/supervisor", SupervisionMode.COACH, at(20));
        ledger.close();

        ledger = place.open();
        assertThat(ledger.endWhatWasOpen(at(100), DIED)).isEqualTo(new LeftOpen(1, 1, 1, 1));

        assertThat(ledger.calls().find(CALL).orElseThrow())
                .satisfies(call ->
                        assertThat(call.endedAt()).as("when it was seen last").contains(at(20)))
                .satisfies(call -> assertThat(call.endReason()).contains(DIED));
        assertThat(ledger.calls().find(new CallId("over")).orElseThrow().endedAt())
                .contains(at(5));
        assertThat(ledger.taps().of(CALL))
                .extracting(tap -> tap.to().orElseThrow())
                .containsExactly(at(2), at(20));
        assertThat(ledger.taps().of(CALL))
                .extracting(tap -> tap.endReason().orElseThrow())
                .containsExactly("transferred", DIED);
        assertThat(ledger.taps().pausesOf(CALL))
                .extracting(pause -> pause.to().orElseThrow())
                .containsExactly(at(20));
        assertThat(ledger.supervisions().of(CALL))
                .extracting(SupervisionRecord::endReason)
                .containsExactly("changed to coach", DIED);
        assertThat(ledger.endWhatWasOpen(at(200), DIED).total()).isZero();
    }

    @Test
    void tapsAndPausesThatAreStillOpenEndWithTheirCallAndNotWithAnother() {
        LegId elsewhere = new LegId(new CallId("other"), "other-leg");
        ledger.calls().record(Examples.facts(CALL));
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(1), Duration.ofMillis(70));
        ledger.taps().begin(AGENT, Role.AGENT, at(1), Duration.ofMillis(70));
        ledger.taps().begin(elsewhere, Role.CUSTOMER, at(1), Duration.ofMillis(70));
        ledger.taps().pause(CUSTOMER, "hold", at(10));
        ledger.taps().pause(elsewhere, "hold", at(10));
        ledger.taps().end(AGENT, at(20), "hung up");

        assertThat(ledger.calls().end(CALL, at(30))).isTrue();

        assertThat(ledger.taps().of(CALL))
                .extracting(TapRecord::leg, TapRecord::to, TapRecord::endReason)
                .containsExactlyInAnyOrder(
                        tuple(CUSTOMER, Optional.of(at(30)), Optional.of("the call ended")),
                        tuple(AGENT, Optional.of(at(20)), Optional.of("hung up")));
        assertThat(ledger.taps().pausesOf(CALL)).extracting(PauseRecord::to).containsExactly(Optional.of(at(30)));
        assertThat(ledger.taps().of(elsewhere.call())).extracting(TapRecord::to).containsExactly(Optional.empty());
        assertThat(ledger.taps().pausesOf(elsewhere.call()))
                .extracting(PauseRecord::to)
                .containsExactly(Optional.empty());
    }

    @Test
    void whatBeganLaterThanItIsEndedHasNoLengthRatherThanANegativeOne() {
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(50), Duration.ofMillis(70));

        ledger.endWhatWasOpen(at(10), DIED);

        assertThat(ledger.taps().of(CALL).get(0).to()).contains(at(50));
    }

    @Test
    void aCallThatGoesOnAfterARestartIsOpenAgainWithATapOfItsOwn() {
        ledger.calls().record(Examples.facts(CALL));
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(1), Duration.ofMillis(70));
        ledger.endWhatWasOpen(at(30), DIED);

        ledger.calls().record(Examples.facts(CALL));
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(31), Duration.ofMillis(60));
        assertThat(ledger.calls().find(CALL).orElseThrow().endedAt()).isEmpty();
        ledger.taps().end(CUSTOMER, at(90), "hung up");
        ledger.calls().end(CALL, at(90));

        assertThat(ledger.calls().find(CALL).orElseThrow().endedAt()).contains(at(90));
        assertThat(ledger.taps().of(CALL))
                .extracting(tap -> tap.to().orElseThrow())
                .containsExactly(at(1), at(90));
    }

    @Test
    void aCallThatGoesOnWhenTheProgramIsStoppedHasItsTimeAndItsAlertMayGoOnOnce() {
        ledger.calls().record(Examples.facts(CALL));
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(1), Duration.ofMillis(70));
        ledger.alerts().record(Examples.alert(1));

        assertThat(ledger.leave(at(25)).told()).isEqualTo("1 call and 1 tap");

        assertThat(ledger.calls().find(CALL).orElseThrow())
                .satisfies(call -> assertThat(call.endedAt()).contains(at(25)))
                .satisfies(call -> assertThat(call.endReason()).contains("Undertone ended"))
                .satisfies(call -> assertThat(call.whole()).isFalse());
        assertThat(ledger.endWhatWasOpen(at(96), DIED).total()).isZero();
        assertThat(ledger.calls().find(CALL).orElseThrow().endedAt()).contains(at(25));
        assertThat(ledger.alerts().of(CALL).get(0).ending()).isEmpty();
        ledger.endWhatWasOpen(at(200), DIED);
        assertThat(ledger.alerts().of(CALL).get(0).ending()).isPresent();
    }

    @Test
    void aCallThatWasAlreadyGoingIsKnownAsThatUnlessItWasKnownBefore() {
        CallId fresh = new CallId("fresh");
        ledger.calls().record(Examples.facts(CALL));
        ledger.leave(at(25));
        ledger.calls().record(Examples.facts(CALL));
        ledger.calls().alreadyGoing(CALL, at(96));
        ledger.calls().record(Examples.facts(fresh));
        ledger.calls().alreadyGoing(fresh, Examples.facts(fresh).startedAt());

        assertThat(ledger.calls().find(CALL).orElseThrow().alreadyGoing()).isFalse();
        assertThat(ledger.calls().find(CALL).orElseThrow().endReason()).isEmpty();
        assertThat(ledger.calls().find(fresh).orElseThrow().alreadyGoing()).isTrue();
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }
}
