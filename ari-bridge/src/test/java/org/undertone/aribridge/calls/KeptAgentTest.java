package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.who.ProfileChoice;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.PhoneCall;

/** An agent whom a dialer keeps, and whom Local channels join with one customer after the other. */
class KeptAgentTest extends ToneCalls {

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan("645", "Dial(Local/646@services/n,30,g)", "Dial(Local/647@services/n,30,g)", "Hangup()");
        dialplan("646", "Set(UNDERTONE_PROFILE=off)", "Dial(PJSIP/customer,30)", "Hangup()");
        dialplan("647", "Dial(PJSIP/customer,30)", "Hangup()");
    }

    @Test
    void aCustomerWhoIsNotToBeHeardKeepsNobodyElseOfTheSameAgentFromIt() {
        // Of a phone that was in a call that is off it is not known whose it is, unless a profile names it.
        Profile campaign = TestingProfile.named("support")
                .dids("645")
                .outbound()
                .customers("PJSIP/customer")
                .build();
        try (TestingDaemon daemon = started("off-first", campaign)) {
            lab.phones().customer().answersWith(customerTone);
            PhoneCall agent = lab.phones().agent().call("645", agentTone);
            PhoneCall first = lab.phones().customer().awaitCall(PATIENCE);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .contains(ProfileChoice.OFF));
            assertThat(daemon.events(CallEvent.TapOpened.class)).isEmpty();
            first.hangUp();

            PhoneCall second = lab.phones().customer().awaitCall(PATIENCE);

            Leg heard = awaitHeardAlone(daemon);
            assertThat(heard.channelName()).startsWith("PJSIP/customer-");
            awaitAgent(daemon, heard.id(), "PJSIP/agent");
            assertThat(agent.ended()).isFalse();
            second.hangUp();
            awaitEnded(daemon, heard.id());
        }
    }
}
