package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.act.ActionResult;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.PhoneCall;

/** What becomes of a call, and of what was done in it, when its agent has left and its customer has not. */
class AfterTheAgentTest extends ToneCalls {

    private static final String LAMP = "Stasis:undertone-agent";

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan("698", "Queue(Support,c)", "Queue(sales,c)", "Hangup()");
    }

    @Test
    void aSurveyAfterTheAgentHasLeftIsNotScoredAndTheCallGoesOn() {
        try (TestingDaemon daemon = started("survey", queues("support"))) {
            PhoneCall customer = customerCalls("680");
            Leg heard = awaitHeardAlone(daemon);

            lab.phones().agent().awaitCall(PATIENCE).hangUp();
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());

            assertThat(daemon.events(CallEvent.Paused.class)).singleElement().satisfies(paused -> {
                assertThat(paused.leg()).isEqualTo(heard.id());
                assertThat(paused.reason()).isEqualTo("no-agent");
            });
            assertThat(daemon.events(CallEvent.CallEnded.class)).isEmpty();
            customer.hangUp();
            awaitEnded(daemon, heard.id());
        }
    }

    @Test
    void aSurveyIsHeardWhereTheProfileSaysSo() {
        Profile support = TestingProfile.named("support")
                .queues("support")
                .heardAfterAgent()
                .build();
        try (TestingDaemon daemon = started("heard", support)) {
            customerCalls("680");
            Leg heard = awaitHeardAlone(daemon);

            lab.phones().agent().awaitCall(PATIENCE).hangUp();
            await().atMost(PATIENCE).until(() -> daemon.facts(heard.id()).legs().size() == 1);
            int until = daemon.windows().size();

            await().atMost(PATIENCE).until(() -> daemon.windows().size() > until + 6);
            assertThat(daemon.events(CallEvent.Paused.class)).isEmpty();
        }
    }

    @Test
    void aCustomerWhoWaitsForAnotherAgentIsHeardWithThat() {
        try (TestingDaemon daemon = started("another", queues("support"))) {
            customerCalls("698");
            Leg heard = awaitHeardAlone(daemon);
            PhoneCall first = lab.phones().agent().awaitCall(PATIENCE);
            lab.phones().agent().answersWith(agentTone);

            first.hangUp();

            await().atMost(PATIENCE)
                    .until(() -> daemon.facts(heard.id()).queue().equals("sales"));
            int until = daemon.windows().size();
            await().atMost(PATIENCE).until(() -> daemon.windows().size() > until + 2);
            awaitAgent(daemon, heard.id(), "PJSIP/agent");
            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
        }
    }

    @Test
    void theLampOfAnAgentGoesOutWhenThatAgentLeaves() {
        try (TestingDaemon daemon = started("lamp", queues("support"))) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("602");
            Leg heard = awaitHeardAlone(daemon);
            CallFacts facts = daemon.facts(heard.id());
            Action.Blf agents = new Action.Blf(Action.Blf.AGENT, Action.Blf.Light.STEADY);
            assertThat(daemon.actions().blf(facts, agents)).isEqualTo(ActionResult.done(LAMP));
            assertThat(lab.pbx().deviceState(LAMP)).isEqualTo("INUSE");

            lab.pbx().blindTransfer(channel("agent").name(), "from-agent", "202");

            awaitAgent(daemon, heard.id(), "PJSIP/supervisor");
            await().atMost(PATIENCE).until(() -> !lab.pbx().deviceState(LAMP).equals("INUSE"));
            assertThat(daemon.events(CallEvent.CallEnded.class)).isEmpty();
        }
    }

    @Test
    void theNameOfAQueueIsTheSameInUpperAndLowerCase() {
        try (TestingDaemon daemon = started("case", queues("SUPPORT"))) {
            customerCalls("698");

            Leg heard = awaitHeardAlone(daemon);

            assertThat(daemon.facts(heard.id()).queue()).isEqualTo("Support");
        }
    }
}
