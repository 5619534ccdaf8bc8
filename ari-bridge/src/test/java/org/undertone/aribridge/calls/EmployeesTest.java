package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;

/**
 * With settings that name nobody, no employee is scored: whoever has or had another side in a call as an agent, or is a
 * member of a queue, is no customer when they call a queue themselves.
 */
class EmployeesTest extends ToneCalls {

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan("687", "Queue(support,c)", "Hangup()");
        dialplan("688", "Dial(PJSIP/line3,30)", "Hangup()");
    }

    @Test
    void anAgentWhoHoldsACallOfNoProfileAndAsksTheQueueIsNotScored() {
        try (TestingDaemon daemon = started("asks", queues("support"))) {
            SipCall second = receptionHolds().agentsPhone().call("687");
            lab.phones().agent().answersWith(agentTone);
            second.awaitAnswered(PATIENCE);

            assertNotScored(daemon, "line3", "its phone may be an agent's");
        }
    }

    @Test
    void norAfterTheFirstCallIsOver() {
        try (TestingDaemon daemon = started("asked", queues("support"))) {
            Reception reception = receptionHolds();
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).size() > 1);
            reception.customer().hangUp();
            reception.agent().awaitEnded(PATIENCE);

            SipCall second = reception.agentsPhone().call("687");
            lab.phones().agent().answersWith(agentTone);
            second.awaitAnswered(PATIENCE);

            assertNotScored(daemon, "line3", "its phone may be an agent's");
        }
    }

    @Test
    void norIfTheDaemonStartsInTheMiddle() {
        Reception reception = receptionHolds();
        lab.phones().agent().answersWith(agentTone);
        reception.agentsPhone().call("687").awaitAnswered(PATIENCE);
        lab.awaitConversations(2, PATIENCE);
        try (TestingDaemon daemon = started("middle", queues("support"))) {
            assertNotScored(daemon, "line3", "its phone may be an agent's");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "callbacks"})
    void aMemberOfAQueueIsNoCustomerOfAnother(String queue) {
        try (TestingDaemon daemon = started("member-" + queue, queues("lines", queue))) {
            SipPhone other = lab.sipPhone("line3").speaks(Codec.ULAW);
            lab.phones().agent().call("612", agentTone);
            other.awaitCall(PATIENCE).awaitAnswered(PATIENCE);
            lab.awaitConversations(1, PATIENCE);

            assertNotScored(daemon, "agent", "its phone was an agent's before, or is a queue's member");
        }
    }

    @Test
    void inACallOutAMemberOfAQueueWhoIsCalledIsNoCustomer() {
        Profile campaign = TestingProfile.named("support")
                .queues("support")
                .dids("_20X")
                .outbound()
                .build();
        try (TestingDaemon daemon = started("internal", campaign)) {
            lab.phones().agent().answersWith(agentTone);
            lab.phones().supervisor().call("201", supervisorTone).awaitAnswered(PATIENCE);

            assertNotScored(daemon, "agent", "its phone was an agent's before, or is a queue's member");
        }
    }

    @Test
    void aCustomerWhosePhoneDoesNothingElseIsHeardWhileAnAgentAsksTheQueue() {
        try (TestingDaemon daemon = started("beside", queues("support"))) {
            receptionHolds();
            lab.phones().agent().answersWith(agentTone);
            lab.phones().customer().call("687", customerTone).awaitAnswered(PATIENCE);

            Leg heard = awaitHeardAlone(daemon);

            assertThat(heard.channelName()).startsWith("PJSIP/customer-");
        }
    }

    private record Reception(SipPhone agentsPhone, SipCall customer, SipCall agent) {}

    /** A customer's call of no profile to an agent who then holds it. */
    private static Reception receptionHolds() {
        SipPhone agents = lab.sipPhone("line3").speaks(Codec.ULAW);
        SipCall customer = lab.sipPhone("line1").speaks(Codec.ULAW).call("688");
        SipCall agent = agents.awaitCall(PATIENCE);
        customer.awaitAnswered(PATIENCE);
        agent.awaitAnswered(PATIENCE);
        lab.awaitConversations(1, PATIENCE);
        agent.hold(SipCall.Hold.SENDONLY, PATIENCE);
        return new Reception(agents, customer, agent);
    }

    /** That phone's leg was judged, for that reason, and nobody was ever tapped. */
    private static void assertNotScored(TestingDaemon daemon, String phone, String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.NotTapped.class))
                .filteredOn(not -> not.reason().startsWith(reason))
                .extracting(not -> not.leg().channelId())
                .containsAnyElementsOf(lab.pbx().channels().stream()
                        .filter(channel -> channel.name().startsWith("PJSIP/" + phone + "-"))
                        .map(Channel::uniqueId)
                        .toList()));
        assertThat(daemon.events(CallEvent.TapOpened.class)).isEmpty();
        assertThat(daemon.windows()).isEmpty();
    }
}
