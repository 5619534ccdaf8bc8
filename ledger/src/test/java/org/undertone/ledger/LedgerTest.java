package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.entry.TicketCause;
import org.undertone.ledger.entry.TicketState;
import org.undertone.ledger.sql.LedgerException;

@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class LedgerTest {

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
    void keepsACallFromItsStartToItsEnd() {
        ledger.recordCall(Examples.facts(Examples.CALL));
        assertThat(ledger.call(Examples.CALL).orElseThrow().endedAt()).isEmpty();

        assertThat(ledger.endCall(Examples.CALL, Examples.NOON.plusSeconds(90))).isTrue();

        assertThat(ledger.calls(10))
                .containsExactly(new CallRecord(
                        Examples.CALL,
                        "support",
                        "support-queue",
                        "4420",
                        "PJSIP/7001",
                        Examples.NOON,
                        false,
                        Optional.of(Examples.NOON.plusSeconds(90)),
                        Optional.empty()));
    }

    @Test
    void takesNewerFactsOfACallButKeepsItsFirstStart() {
        ledger.recordCall(Examples.facts(Examples.CALL));
        ledger.recordCall(new CallFacts(
                Examples.CALL, "sales", "sales-queue", "4421", "PJSIP/7002", Examples.NOON.plusSeconds(9), List.of()));

        CallRecord call = ledger.call(Examples.CALL).orElseThrow();
        assertThat(call.agent()).isEqualTo("PJSIP/7002");
        assertThat(call.startedAt()).isEqualTo(Examples.NOON);
    }

    @Test
    void keepsTheFirstEndOfACallThatIsEndedTwice() {
        ledger.recordCall(Examples.facts(Examples.CALL));
        assertThat(ledger.endCall(Examples.CALL, Examples.NOON.plusSeconds(5))).isTrue();
        assertThat(ledger.endCall(Examples.CALL, Examples.NOON.plusSeconds(60))).isFalse();

        assertThat(ledger.call(Examples.CALL).orElseThrow().endedAt()).contains(Examples.NOON.plusSeconds(5));
    }

    @Test
    void aCallThatIsRecordedAgainAfterItsEndGoesOnAndKeepsItsLastEnd() {
        ledger.recordCall(Examples.facts(Examples.CALL));
        ledger.endCall(Examples.CALL, Examples.NOON.plusSeconds(5));

        ledger.recordCall(Examples.facts(Examples.CALL));
        assertThat(ledger.call(Examples.CALL).orElseThrow().endedAt()).isEmpty();

        assertThat(ledger.endCall(Examples.CALL, Examples.NOON.plusSeconds(60))).isTrue();
        assertThat(ledger.call(Examples.CALL).orElseThrow().endedAt()).contains(Examples.NOON.plusSeconds(60));
    }

    @Test
    void givesTheNewestCallsFirstAndNoMoreThanAsked() {
        for (int i = 0; i < 5; i++) {
            CallFacts facts = Examples.facts(new CallId("call-" + i));
            ledger.recordCall(new CallFacts(
                    facts.call(), "support", "", "", "", facts.startedAt().plusSeconds(i), List.of()));
        }

        assertThat(ledger.calls(2))
                .extracting(CallRecord::call)
                .containsExactly(new CallId("call-4"), new CallId("call-3"));
    }

    @Test
    void keepsTheTrackTheDoubtsAndTheRateOfAnAssessmentAndOfAnAlertsEvidence() {
        Assessment.Scored plain = Examples.scored(Examples.CUSTOMER, 4);
        Assessment.Scored mixed = Examples.mixed(Examples.CUSTOMER, 5);
        assertThat(mixed.track()).hasToString("fearful 0.48 + angry 0.31");

        ledger.append(List.of(plain, mixed));
        Alert alert = Examples.alert(1);
        ledger.record(new Alert(
                alert.id(),
                alert.leg(),
                alert.since(),
                alert.firedAtAudio(),
                alert.firedAt(),
                alert.ruleVersion(),
                List.of(plain, mixed),
                alert.actions()));

        assertThat(ledger.assessments(Examples.CALL)).containsExactly(plain, mixed);
        assertThat(ledger.alerts(Examples.CALL).get(0).evidence()).containsExactly(plain, mixed);
    }

    @Test
    void keepsAssessmentsOfAllKindsTogetherWhicheverComesFirst() {
        List<Assessment> silenceFirst =
                List.of(Examples.noSpeech(Examples.CUSTOMER, 0), Examples.scored(Examples.CUSTOMER, 1));
        List<Assessment> overloadFirst =
                List.of(Examples.notScored(Examples.CUSTOMER, 2), Examples.noSpeech(Examples.CUSTOMER, 3));
        List<Assessment> scoredFirst =
                List.of(Examples.scored(Examples.CUSTOMER, 4), Examples.notScored(Examples.CUSTOMER, 5));

        List.of(silenceFirst, overloadFirst, scoredFirst).forEach(ledger::append);

        assertThat(ledger.assessments(Examples.CALL))
                .hasSize(6)
                .containsAll(silenceFirst)
                .containsAll(overloadFirst)
                .containsAll(scoredFirst);
    }

    @Test
    void theNewestCallsAreAlsoThoseOfWhichOnlyIsKnownWhyTheyWereNotTapped() {
        CallId stranger = new CallId("stranger");
        ledger.recordCall(Examples.facts(Examples.CALL));
        ledger.recordNotTapped(Examples.AGENT, "profile support does not hear the agent", Examples.NOON.plusSeconds(9));
        ledger.recordNotTapped(new LegId(stranger, "stranger"), "no profile", Examples.NOON.plusSeconds(5));
        ledger.recordNotTapped(new LegId(stranger, "other"), "no profile", Examples.NOON.plusSeconds(6));

        assertThat(ledger.newest(10)).containsExactly(stranger, Examples.CALL);
        assertThat(ledger.newest(1)).containsExactly(stranger);
    }

    @Test
    void findsTheCallsOfALeg() {
        LegId elsewhere = new LegId(new CallId("elsewhere"), Examples.AGENT.channelId());
        ledger.recordNotTapped(Examples.AGENT, "profile support does not hear the agent", Examples.NOON);
        ledger.recordTap(elsewhere, Role.AGENT, Examples.NOON.plusSeconds(1), Duration.ofMillis(55));
        ledger.recordTap(Examples.CUSTOMER, Role.CUSTOMER, Examples.NOON, Duration.ofMillis(70));

        assertThat(ledger.callsOfLeg(Examples.AGENT.channelId())).containsExactly(elsewhere.call(), Examples.CALL);
        assertThat(ledger.callsOfLeg("nobody")).isEmpty();
    }

    @Test
    void keepsTapsAndWhyOthersWereNotTapped() {
        ledger.recordTap(Examples.CUSTOMER, Role.CUSTOMER, Examples.NOON, Duration.ofMillis(70));
        ledger.endTap(Examples.CUSTOMER, Examples.NOON.plusSeconds(30), "transferred");
        ledger.recordTap(Examples.CUSTOMER, Role.CUSTOMER, Examples.NOON.plusSeconds(31), Duration.ofMillis(55));
        ledger.recordNotTapped(Examples.AGENT, "role unknown", Examples.NOON);
        ledger.recordNotTapped(new CallId("other"), "no free port", Examples.NOON);

        assertThat(ledger.taps(Examples.CALL))
                .containsExactly(
                        new TapRecord(
                                Examples.CUSTOMER,
                                Role.CUSTOMER,
                                Examples.NOON,
                                Duration.ofMillis(70),
                                Optional.of(Examples.NOON.plusSeconds(30)),
                                Optional.of("transferred")),
                        new TapRecord(
                                Examples.CUSTOMER,
                                Role.CUSTOMER,
                                Examples.NOON.plusSeconds(31),
                                Duration.ofMillis(55),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(ledger.notTapped(Examples.CALL))
                .containsExactly(
                        new NotTapped(Examples.CALL, Optional.of(Examples.AGENT), "role unknown", Examples.NOON));
        assertThat(ledger.notTapped(new CallId("other")))
                .containsExactly(new NotTapped(new CallId("other"), Optional.empty(), "no free port", Examples.NOON));
    }

    @Test
    void keepsEachReasonForNotTappingALegOnceHoweverOftenItIsTried() {
        ledger.recordNotTapped(Examples.AGENT, "no free port", Examples.NOON);
        ledger.recordNotTapped(Examples.AGENT, "no free port", Examples.NOON.plusSeconds(2));
        ledger.recordNotTapped(Examples.AGENT, "role unknown", Examples.NOON.plusSeconds(3));
        ledger.recordNotTapped(Examples.CUSTOMER, "no free port", Examples.NOON.plusSeconds(4));
        ledger.recordNotTapped(Examples.CALL, "no free port", Examples.NOON.plusSeconds(5));
        ledger.recordNotTapped(Examples.CALL, "no free port", Examples.NOON.plusSeconds(6));

        assertThat(ledger.notTapped(Examples.CALL))
                .containsExactly(
                        new NotTapped(Examples.CALL, Optional.of(Examples.AGENT), "no free port", Examples.NOON),
                        new NotTapped(
                                Examples.CALL,
                                Optional.of(Examples.AGENT),
                                "role unknown",
                                Examples.NOON.plusSeconds(3)),
                        new NotTapped(
                                Examples.CALL,
                                Optional.of(Examples.CUSTOMER),
                                "no free port",
                                Examples.NOON.plusSeconds(4)),
                        new NotTapped(Examples.CALL, Optional.empty(), "no free port", Examples.NOON.plusSeconds(5)));
    }

    @Test
    void givesBackAssessmentsOfAllThreeKindsAsTheyWere() {
        List<Assessment> heard = List.of(
                Examples.scored(Examples.CUSTOMER, 0),
                Examples.noSpeech(Examples.CUSTOMER, 1),
                Examples.notScored(Examples.CUSTOMER, 2),
                Examples.scored(Examples.AGENT, 3));

        ledger.append(heard);
        ledger.append(heard);
        ledger.append(List.of());

        assertThat(ledger.assessments(Examples.CALL)).isEqualTo(heard);
    }

    @Test
    void keepsAnAlertWithTheWindowsThatCausedItAndItsTicket() {
        Alert alert = Examples.alert(1);

        List<Ticket> tickets = ledger.record(alert);

        Ticket expected = new Ticket(1, alert.id(), "A customer became angry", "", TicketState.OPEN, alert.firedAt());
        assertThat(tickets).containsExactly(expected);
        assertThat(ledger.tickets(10)).containsExactly(expected);
        TicketCause cause = ledger.ticket(1).orElseThrow();
        assertThat(cause.alert().evidence()).isEqualTo(alert.evidence());
        assertThat(ledger.alerts(Examples.CALL))
                .containsExactly(new AlertRecord(
                        alert.id(),
                        alert.leg(),
                        alert.since(),
                        alert.firedAtAudio(),
                        alert.firedAt(),
                        alert.ruleVersion(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        alert.evidence(),
                        List.of(expected),
                        List.of()));
    }

    @Test
    void changesNothingWhenAnAlertIsRecordedAgain() {
        List<Ticket> first = ledger.record(Examples.alert(1));

        List<Ticket> second = ledger.record(Examples.alert(1, new Action.Ticket("Something else")));

        assertThat(second).isEqualTo(first);
        assertThat(ledger.tickets(10)).isEqualTo(first);
        assertThat(ledger.alerts(Examples.CALL)).hasSize(1);
    }

    @Test
    void numbersTicketsAcrossAlerts() {
        ledger.record(Examples.alert(1, new Action.Ticket("one"), Examples.SET, new Action.Ticket("two")));
        ledger.record(Examples.alert(2, Examples.SET));
        ledger.record(Examples.alert(3, new Action.Ticket("three")));

        assertThat(ledger.tickets(10)).extracting(Ticket::number).containsExactly(3L, 2L, 1L);
        assertThat(ledger.tickets(10)).extracting(Ticket::subject).containsExactly("three", "two", "one");
    }

    @Test
    void keepsNoAlertWhoseTicketCannotBeKept() throws SQLException {
        place.beside(place.breaking("tickets"));

        assertThatThrownBy(() -> ledger.record(Examples.alert(1)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("storing alert pbx-1795324314.0/customer-angry/1")
                .hasMessageContaining("refused by a test")
                .hasMessageContaining(ledger.place());

        assertThat(ledger.alerts(Examples.CALL)).isEmpty();
        place.beside(place.mending("tickets"));
        assertThat(ledger.record(Examples.alert(1))).extracting(Ticket::number).containsExactly(1L);
        assertThat(ledger.alerts(Examples.CALL).get(0).evidence()).hasSize(5);
    }

    @Test
    void keepsWhatWasDoneForAnAlert() {
        Alert alert = Examples.alert(1);
        ledger.record(alert);

        ledger.recordAction(alert.id(), Examples.SET, ActionOutcome.FAILED, "no answer in 3 s", Examples.NOON);
        ledger.recordAction(alert.id(), Examples.SET, ActionOutcome.DONE, "EMOTION=angry on 2 legs", Examples.NOON);

        assertThat(ledger.alerts(Examples.CALL).get(0).actions())
                .containsExactly(
                        new ActionRecord(alert.id(), "set", ActionOutcome.FAILED, "no answer in 3 s", Examples.NOON),
                        new ActionRecord(
                                alert.id(), "set", ActionOutcome.DONE, "EMOTION=angry on 2 legs", Examples.NOON));
    }

    @Test
    void refusesAnActionOfAnAlertThatWasNeverRecorded() {
        AlertId unheardOf = new AlertId(Examples.CALL, "customer-angry", 7);

        assertThatThrownBy(() -> ledger.recordAction(
                        unheardOf, Examples.SET, ActionOutcome.DONE, "EMOTION=angry", Examples.NOON))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("storing action set of alert pbx-1795324314.0/customer-angry/7")
                .hasMessageMatching("(?i).*foreign key.*");
    }

    @Test
    void knowsNothingOfACallThatItWasNeverTold() {
        CallId nobody = new CallId("nobody");

        assertThat(ledger.call(nobody)).isEmpty();
        assertThat(ledger.endCall(nobody, Examples.NOON)).isFalse();
        assertThat(ledger.assessments(nobody)).isEmpty();
        assertThat(ledger.alerts(nobody)).isEmpty();
        assertThat(ledger.ticket(1)).isEmpty();
    }
}
