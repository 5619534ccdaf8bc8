package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.PhoneCall;

/**
 * Agents whose channel outlives the customer's: who stay logged in, who sit in a conference all day, whom a dialer keeps. Each
 * customer is a call of its own.
 */
class StayingAgentsTest extends ToneCalls {

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan(
                "686",
                "Dial(PJSIP/customer,30,g)",
                "Dial(PJSIP/customer,30,g)",
                "Dial(PJSIP/customer,30,g)",
                "Hangup()");
    }

    @Test
    void eachCustomerOfAnAgentWhoStaysLoggedInIsACall() {
        try (TestingDaemon daemon = started("login", queues("pool"))) {
            PhoneCall login = lab.phones().agent().call("660", agentTone);
            login.awaitAnswered(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> lab.pbx().command("agent show all").contains("1001"));
            for (int i = 1; i <= 3; i++) {
                PhoneCall customer = lab.phones().customer().call("614", customerTone);
                Leg heard = awaitHeardAlone(daemon, i);
                awaitAgent(daemon, heard.id(), "PJSIP/agent");
                customer.hangUp();
                awaitEnded(daemon, heard.id());
            }
            assertThat(login.ended()).isFalse();
            assertEachACall(daemon, 3);
        }
    }

    @Test
    void eachCustomerInAConferenceWhereTheAgentSitsIsACall() {
        Profile conference = TestingProfile.named("support")
                .dids("800")
                .agents("PJSIP/agent")
                .customers("PJSIP/customer")
                .build();
        try (TestingDaemon daemon = started("sits", conference)) {
            PhoneCall agent = lab.phones().agent().call("800", agentTone);
            agent.awaitAnswered(PATIENCE);
            for (int i = 1; i <= 3; i++) {
                PhoneCall customer = lab.phones().customer().call("800", customerTone);
                Leg heard = awaitHeardAlone(daemon, i);
                awaitAgent(daemon, heard.id(), "PJSIP/agent");
                customer.hangUp();
                awaitEnded(daemon, heard.id());
            }
            assertThat(agent.ended()).isFalse();
            assertEachACall(daemon, 3);
        }
    }

    /** The second time Java is warm: then the next customer is there before the PBX tells that the last one has hung up. */
    @RepeatedTest(2)
    void eachCustomerWhomADialerGivesToAnAgentItKeepsIsACall() {
        Profile campaign =
                TestingProfile.named("support").dids("686").outbound().build();
        try (TestingDaemon daemon = started("keeps", campaign)) {
            lab.phones().customer().answersWith(customerTone);
            PhoneCall agent = lab.phones().agent().call("686", agentTone);
            for (int i = 1; i <= 3; i++) {
                PhoneCall customer = lab.phones().customer().awaitCall(PATIENCE);
                Leg heard = awaitHeardAlone(daemon, i);
                awaitAgent(daemon, heard.id(), "PJSIP/agent");
                customer.hangUp();
                awaitEnded(daemon, heard.id());
                assertThat(i == 3 || !agent.ended()).isTrue();
            }
            assertEachACall(daemon, 3);
        }
    }

    private static void assertEachACall(TestingDaemon daemon, int customers) {
        assertThat(daemon.events(CallEvent.TapOpened.class))
                .hasSize(customers)
                .extracting(opened -> opened.leg().id())
                .extracting(LegId::call)
                .doesNotHaveDuplicates();
        assertThat(daemon.events(CallEvent.TapClosed.class)).hasSize(customers);
    }
}
