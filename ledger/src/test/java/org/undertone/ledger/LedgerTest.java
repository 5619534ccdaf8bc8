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
        ledger.calls().record(Examples.facts(Examples.CALL));
        assertThat(ledger.calls().find(Examples.CALL).orElseThrow().endedAt()).isEmpty();

        assertThat(ledger.calls().end(Examples.CALL, Examples.NOON.plusSeconds(90)))
                .isTrue();

        assertThat(ledger.calls().newest(10))
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
        ledger.calls().record(Examples.facts(Examples.CALL));
        ledger.calls()
                .record(new CallFacts(
                        Examples.CALL,
                        "sales",
                        "sales-queue",
                        "4421",
                        "PJSIP/7002",
                        Examples.NOON.plusSeconds(9),
                        List.of()));

        CallRecord call = ledger.calls().find(Examples.CALL).orElseThrow();
        assertThat(call.agent()).isEqualTo("PJSIP/7002");
        assertThat(call.startedAt()).isEqualTo(Examples.NOON);
    }

    @Test
    void keepsTheFirstEndOfACallThatIsEndedTwice() {
        ledger.calls().record(Examples.facts(Examples.CALL));
        assertThat(ledger.calls().end(Examples.CALL, Examples.NOON.plusSeconds(5)))
                .isTrue();
        assertThat(ledger.calls().end(Examples.CALL, Examples.NOON.plusSeconds(60)))
                .isFalse();

        assertThat(ledger.calls().find(Examples.CALL).orElseThrow().endedAt()).contains(Examples.NOON.plusSeconds(5));
    }

    @Test
    void aCallThatIsRecordedAgainAfterItsEndGoesOnAndKeepsItsLastEnd() {
        ledger.calls().record(Examples.facts(Examples.CALL));
        ledger.calls().end(Examples.CALL, Examples.NOON.plusSeconds(5));

        ledger.calls().record(Examples.facts(Examples.CALL));
        assertThat(ledger.calls().find(Examples.CALL).orElseThrow().endedAt()).isEmpty();

        assertThat(ledger.calls().end(Examples.CALL, Examples.NOON.plusSeconds(60)))
                .isTrue();
        assertThat(ledger.calls().find(Examples.CALL).orElseThrow().endedAt()).contains(Examples.NOON.plusSeconds(60));
    }

    @Test
    void givesTheNewestCallsFirstAndNoMoreThanAsked() {
        for (int i = 0; i < 5; i++) {
            CallFacts facts = Examples.facts(new CallId("call-" + i));
            ledger.calls()
                    .record(new CallFacts(
                            facts.call(),
                            "support",
                            "",
                            "",
                            "",
                            facts.startedAt().plusSeconds(i),
                            List.of()));
        }

        assertThat(ledger.calls().newest(2))
                .extracting(CallRecord::call)
                .containsExactly(new CallId("call-4"), new CallId("call-3"));
    }

    @Test
    void keepsTheTrackTheDoubtsAndTheRateOfAnAssessmentAndOfAnAlertsEvidence() {
        Assessment.Scored plain = Examples.scored(Examples.CUSTOMER, 4);
        Assessment.Scored mixed = Examples.mixed(Examples.CUSTOMER, 5);
        assertThat(mixed.track()).hasToString("fearful 0.48 + angry 0.31");

        ledger.assessments().append(List.of(plain, mixed));
        Alert alert = Examples.alert(1);
        ledger.alerts()
                .record(new Alert(
                        alert.id(),
                        alert.leg(),
                        alert.since(),
                        alert.firedAtAudio(),
                        alert.firedAt(),
                        alert.ruleVersion(),
                        List.of(plain, mixed),
                        alert.actions()));

        assertThat(ledger.assessments().of(Examples.CALL)).containsExactly(plain, mixed);
        assertThat(ledger.alerts().of(Examples.CALL).get(0).evidence()).containsExactly(plain, mixed);
    }

    @Test
    void keepsAssessmentsOfAllKindsTogetherWhicheverComesFirst() {
        List<Assessment> silenceFirst =
                List.of(Examples.noSpeech(Examples.CUSTOMER, 0), Examples.scored(Examples.CUSTOMER, 1));
        List<Assessment> overloadFirst =
                List.of(Examples.notScored(Examples.CUSTOMER, 2), Examples.noSpeech(Examples.CUSTOMER, 3));
        List<Assessment> scoredFirst =
                List.of(Examples.scored(Examples.CUSTOMER, 4), Examples.notScored(Examples.CUSTOMER, 5));

        List.of(silenceFirst, overloadFirst, scoredFirst).forEach(ledger.assessments()::append);

        assertThat(ledger.assessments().of(Examples.CALL))
                .hasSize(6)
                .containsAll(silenceFirst)
                .containsAll(overloadFirst)
                .containsAll(scoredFirst);
    }

    @Test
    void theNewestCallsAreAlsoThoseOfWhichOnlyIsKnownWhyTheyWereNotTapped() {
        CallId stranger = new CallId("stranger");
        ledger.calls().record(Examples.facts(Examples.CALL));
        ledger.taps()
                .notTapped(Examples.AGENT, "profile support does not hear the agent", Examples.NOON.plusSeconds(9));
        ledger.taps().notTapped(new LegId(stranger, "stranger"), "no profile", Examples.NOON.plusSeconds(5));
        ledger.taps().notTapped(new LegId(stranger, "other"), "no profile", Examples.NOON.plusSeconds(6));

        assertThat(ledger.calls().newestIds(10)).containsExactly(stranger, Examples.CALL);
        assertThat(ledger.calls().newestIds(1)).containsExactly(stranger);
    }

    @Test
    void findsTheCallsOfALeg() {
        LegId elsewhere = new LegId(new CallId("elsewhere"), Examples.AGENT.channelId());
        ledger.taps().notTapped(Examples.AGENT, "profile support does not hear the agent", Examples.NOON);
        ledger.taps().begin(elsewhere, Role.AGENT, Examples.NOON.plusSeconds(1), Duration.ofMillis(55));
        ledger.taps().begin(Examples.CUSTOMER, Role.CUSTOMER, Examples.NOON, Duration.ofMillis(70));

        assertThat(ledger.calls().ofLeg(Examples.AGENT.channelId())).containsExactly(elsewhere.call(), Examples.CALL);
        assertThat(ledger.calls().ofLeg("nobody")).isEmpty();
    }

    @Test
    void keepsTapsAndWhyOthersWereNotTapped() {
        ledger.taps().begin(Examples.CUSTOMER, Role.CUSTOMER, Examples.NOON, Duration.ofMillis(70));
        ledger.taps().end(Examples.CUSTOMER, Examples.NOON.plusSeconds(30), "transferred");
        ledger.taps().begin(Examples.CUSTOMER, Role.CUSTOMER, Examples.NOON.plusSeconds(31), Duration.ofMillis(55));
        ledger.taps().notTapped(Examples.AGENT, "role unknown", Examples.NOON);
        ledger.taps().notTapped(new CallId("other"), "no free port", Examples.NOON);

        assertThat(ledger.taps().of(Examples.CALL))
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
        assertThat(ledger.taps().notTappedOf(Examples.CALL))
                .containsExactly(
                        new NotTapped(Examples.CALL, Optional.of(Examples.AGENT), "role unknown", Examples.NOON));
        assertThat(ledger.taps().notTappedOf(new CallId("other")))
                .containsExactly(new NotTapped(new CallId("other"), Optional.empty(), "no free port", Examples.NOON));
    }

    @Test
    void keepsEachReasonForNotTappingALegOnceHoweverOftenItIsTried() {
        ledger.taps().notTapped(Examples.AGENT, "no free port", Examples.NOON);
        ledger.taps().notTapped(Examples.AGENT, "no free port", Examples.NOON.plusSeconds(2));
        ledger.taps().notTapped(Examples.AGENT, "role unknown", Examples.NOON.plusSeconds(3));
        ledger.taps().notTapped(Examples.CUSTOMER, "no free port", Examples.NOON.plusSeconds(4));
        ledger.taps().notTapped(Examples.CALL, "no free port", Examples.NOON.plusSeconds(5));
        ledger.taps().notTapped(Examples.CALL, "no free port", Examples.NOON.plusSeconds(6));

        assertThat(ledger.taps().notTappedOf(Examples.CALL))
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

        ledger.assessments().append(heard);
        ledger.assessments().append(heard);
        ledger.assessments().append(List.of());

        assertThat(ledger.assessments().of(Examples.CALL)).isEqualTo(heard);
    }

    @Test
    void keepsAnAlertWithTheWindowsThatCausedItAndItsTicket() {
        Alert alert = Examples.alert(1);

        List<Ticket> tickets = ledger.alerts().record(alert);

        Ticket expected = new Ticket(1, alert.id(), "A customer became angry", "", TicketState.OPEN, alert.firedAt());
        assertThat(tickets).containsExactly(expected);
        assertThat(ledger.alerts().tickets(10)).containsExactly(expected);
        TicketCause cause = ledger.alerts().ticket(1).orElseThrow();
        assertThat(cause.alert().evidence()).isEqualTo(alert.evidence());
        assertThat(ledger.alerts().of(Examples.CALL))
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
        List<Ticket> first = ledger.alerts().record(Examples.alert(1));

        List<Ticket> second = ledger.alerts().record(Examples.alert(1, new Action.Ticket("Something else")));

        assertThat(second).isEqualTo(first);
        assertThat(ledger.alerts().tickets(10)).isEqualTo(first);
        assertThat(ledger.alerts().of(Examples.CALL)).hasSize(1);
    }

    @Test
    void numbersTicketsAcrossAlerts() {
        ledger.alerts().record(Examples.alert(1, new Action.Ticket("one"), Examples.SET, new Action.Ticket("two")));
        ledger.alerts().record(Examples.alert(2, Examples.SET));
        ledger.alerts().record(Examples.alert(3, new Action.Ticket("three")));

        assertThat(ledger.alerts().tickets(10)).extracting(Ticket::number).containsExactly(3L, 2L, 1L);
        assertThat(ledger.alerts().tickets(10)).extracting(Ticket::subject).containsExactly("three", "two", "one");
    }

    @Test
    void keepsNoAlertWhoseTicketCannotBeKept() throws SQLException {
        place.beside(place.breaking("tickets"));

        assertThatThrownBy(() -> ledger.alerts().record(Examples.alert(1)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("storing alert pbx-1795324314.0/customer-angry/1")
                .hasMessageContaining("refused by a test")
                .hasMessageContaining(ledger.place());

        assertThat(ledger.alerts().of(Examples.CALL)).isEmpty();
        place.beside(place.mending("tickets"));
        assertThat(ledger.alerts().record(Examples.alert(1)))
                .extracting(Ticket::number)
                .containsExactly(1L);
        assertThat(ledger.alerts().of(Examples.CALL).get(0).evidence()).hasSize(5);
    }

    @Test
    void keepsWhatWasDoneForAnAlert() {
        Alert alert = Examples.alert(1);
        ledger.alerts().record(alert);

        ledger.alerts().recordAction(alert.id(), Examples.SET, ActionOutcome.FAILED, "no answer in 3 s", Examples.NOON);
        ledger.alerts()
                .recordAction(alert.id(), Examples.SET, ActionOutcome.DONE, "EMOTION=angry on 2 legs", Examples.NOON);

        assertThat(ledger.alerts().of(Examples.CALL).get(0).actions())
                .containsExactly(
                        new ActionRecord(alert.id(), "set", ActionOutcome.FAILED, "no answer in 3 s", Examples.NOON),
                        new ActionRecord(
                                alert.id(), "set", ActionOutcome.DONE, "EMOTION=angry on 2 legs", Examples.NOON));
    }

    @Test
    void refusesAnActionOfAnAlertThatWasNeverRecorded() {
        AlertId unheardOf = new AlertId(Examples.CALL, "customer-angry", 7);

        assertThatThrownBy(() -> ledger.alerts()
                        .recordAction(unheardOf, Examples.SET, ActionOutcome.DONE, "EMOTION=angry", Examples.NOON))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("storing action set of alert pbx-1795324314.0/customer-angry/7")
                .hasMessageMatching("(?i).*foreign key.*");
    }

    @Test
    void knowsNothingOfACallThatItWasNeverTold() {
        CallId nobody = new CallId("nobody");

        assertThat(ledger.calls().find(nobody)).isEmpty();
        assertThat(ledger.calls().end(nobody, Examples.NOON)).isFalse();
        assertThat(ledger.assessments().of(nobody)).isEmpty();
        assertThat(ledger.alerts().of(nobody)).isEmpty();
        assertThat(ledger.alerts().ticket(1)).isEmpty();
    }
}
