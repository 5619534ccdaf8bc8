package org.undertone.aribridge.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** How a supervision begins, whom it rings, and how it ends. */
class SupervisionLifeTest extends SupervisedCalls {

    @Test
    void whoCannotBeReachedIsPassedOverAndTheReasonTold() {
        try (TestingActions actions = TestingActions.on(lab, "order")) {
            call();
            CallFacts facts = TestingActions.facts(lab);
            lab.phones().supervisor().answersWith(Script.busy());

            actions.supervise(facts, wanted(SupervisionMode.LISTEN, "PJSIP/nobody", "PJSIP/agent", SUPERVISOR));

            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            assertThat(actions.events(SupervisionEvent.NotReached.class))
                    .extracting(SupervisionEvent.NotReached::supervisor, SupervisionEvent.NotReached::reason)
                    .containsExactly(
                            tuple("PJSIP/nobody", "there is no such phone, or it is not registered"),
                            tuple("PJSIP/agent", "is in this call already"),
                            tuple(SUPERVISOR, "is busy"));
            assertThat(actions.events(SupervisionEvent.GaveUp.class))
                    .singleElement()
                    .extracting(SupervisionEvent.GaveUp::reason)
                    .isEqualTo("no supervisor could be reached");
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void whoDoesNotAnswerIsFollowedByTheNext() {
        try (TestingActions actions = TestingActions.on(lab, "next")) {
            call();
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(30)));
            CallFacts facts = TestingActions.facts(lab);

            actions.supervise(
                    facts,
                    new Action.Supervise(
                            List.of(SUPERVISOR, SUPERVISOR), SupervisionMode.LISTEN, Duration.ofSeconds(1)));
            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            assertThat(actions.events())
                    .extracting(Object::getClass)
                    .containsExactly(
                            SupervisionEvent.Ringing.class,
                            SupervisionEvent.NotReached.class,
                            SupervisionEvent.Ringing.class,
                            SupervisionEvent.NotReached.class,
                            SupervisionEvent.GaveUp.class);
            assertThat(actions.events(SupervisionEvent.NotReached.class))
                    .extracting(SupervisionEvent.NotReached::reason)
                    .containsOnly("did not answer");
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void theSupervisorLeavesWithTheCall() {
        try (TestingActions actions = TestingActions.on(lab, "ends")) {
            PhoneCall customer = call();
            CallFacts facts = TestingActions.facts(lab);
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);

            customer.hangUp();
            actions.pbx().callEnded(facts.call());

            supervisor.awaitEnded(PATIENCE);
            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            assertThat(actions.events(SupervisionEvent.Left.class).get(0).reason())
                    .isEqualTo("the call ended");
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void aSupervisorWhoIsRungWhenTheCallEndsIsRungNoMore() {
        try (TestingActions actions = TestingActions.on(lab, "rings")) {
            call();
            CallFacts facts = TestingActions.facts(lab);
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(30)));
            actions.supervise(facts, wanted(SupervisionMode.LISTEN, SUPERVISOR));
            PhoneCall supervisor = lab.phones().supervisor().awaitCall(PATIENCE);

            actions.pbx().callEnded(facts.call());

            supervisor.awaitEnded(PATIENCE);
            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void anAnswerAndAHangUpThatWereMissedAreNoticedWhenTheConnectionIsBack() {
        try (TestingActions actions = TestingActions.on(lab, "missed")) {
            call();
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(1)));
            actions.supervise(TestingActions.facts(lab), wanted(SupervisionMode.LISTEN, SUPERVISOR));
            awaitEvent(actions, SupervisionEvent.Ringing.class, 1);
            actions.deaf();
            PhoneCall supervisor = lab.phones().supervisor().awaitCall(PATIENCE);
            supervisor.awaitAnswered(PATIENCE);
            await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                    .anyMatch(channel -> channel.name().startsWith("PJSIP/supervisor-")
                            && channel.state().equals("Up")));
            actions.hearsAgain(lab);
            awaitEvent(actions, SupervisionEvent.Joined.class, 1);

            actions.deaf();
            supervisor.hangUp();
            await().atMost(PATIENCE).until(() -> names("PJSIP/supervisor-") == 0);
            actions.hearsAgain(lab);
            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void aSecondSupervisionOfACallIsRefused() {
        try (TestingActions actions = TestingActions.on(lab, "second")) {
            call();
            joined(actions, SupervisionMode.LISTEN);

            actions.supervise(TestingActions.facts(lab), wanted(SupervisionMode.BARGE, SUPERVISOR));

            assertThat(actions.events(SupervisionEvent.GaveUp.class))
                    .singleElement()
                    .extracting(SupervisionEvent.GaveUp::reason)
                    .isEqualTo("a supervisor is ringing or in this call already");
            assertThat(actions.events(SupervisionEvent.Joined.class)).hasSize(1);
        }
    }

    @Test
    void aCallThatIsOverRingsNobody() {
        try (TestingActions actions = TestingActions.on(lab, "late")) {
            PhoneCall customer = call();
            CallFacts facts = TestingActions.facts(lab);
            customer.hangUp();
            lab.awaitIdle(PATIENCE);

            actions.supervise(facts, wanted(SupervisionMode.LISTEN, SUPERVISOR));

            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            assertThat(actions.events()).hasSize(1);
        }
    }

    @Test
    void endingUndertoneSendsTheSupervisorAwayAndLeavesTheCall() {
        PhoneCall customer;
        PhoneCall supervisor;
        List<SupervisionEvent> events;
        try (TestingActions actions = TestingActions.on(lab, "closes")) {
            customer = call();
            supervisor = joined(actions, SupervisionMode.COACH);
            events = actions.events();
        }
        assertThat(events).last().isInstanceOf(SupervisionEvent.Left.class);
        supervisor.awaitEnded(PATIENCE);
        nothingIsLeftButTheCall();
        assertThat(customer.ended()).isFalse();
    }
}
