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
import org.undertone.lab.PhoneCall;

/** A bot, a waiting room or a person who is none of ours comes first, and then the agent: then the customer is known. */
class MachinesFirstTest extends ToneCalls {

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan("681", "Set(UNDERTONE_PROFILE=support)", "Stasis(bot)", "Queue(callbacks,c)", "Hangup()");
        dialplan("682", "Answer()", "Stasis(bot)", "Queue(callbacks,c)", "Hangup()");
        dialplan("683", "Set(UNDERTONE_PROFILE=support)", "Stasis(bot)", "Dial(PJSIP/agent,30)", "Hangup()");
        dialplan(
                "684",
                "Set(UNDERTONE_PROFILE=support)",
                "Answer()",
                "BridgeWait(waiting,participant,S(1))",
                "Queue(callbacks,c)",
                "Hangup()");
        dialplan("685", "Dial(PJSIP/supervisor,30,g)", "Set(UNDERTONE_PROFILE=support)", "Dial(PJSIP/agent,30)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"681", "682", "683"})
    void whoeverTalksWithABotFirstIsHeardWithTheAgent(String extension) throws InterruptedException {
        Profile profile = TestingProfile.named("support").dids("682").build();
        try (TestingDaemon daemon = started("bot" + extension, profile);
                TestingBot bot = new TestingBot(lab.pbx(), "bot")) {
            lab.phones().agent().answersWith(agentTone);
            PhoneCall customer = lab.phones().customer().call(extension, customerTone);
            String channel = bot.talks();
            // What was known of it then is known: the agent's coming is not the first that is heard of it.
            await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                    .anyMatch(bridge -> bridge.channels().size() == 2));
            bot.letsGoOn(channel);
            customer.awaitAnswered(PATIENCE);

            Leg heard = awaitHeardAlone(daemon);

            assertThat(heard.id().channelId()).isEqualTo(channel);
            awaitAgent(daemon, heard.id(), "PJSIP/agent");
        }
    }

    @Test
    void whoeverWaitsInABridgeFirstIsHeardWithTheAgent() {
        Profile profile = TestingProfile.named("support").build();
        try (TestingDaemon daemon = started("waits", profile)) {
            customerCalls("684");

            Leg heard = awaitHeardAlone(daemon);

            awaitAgent(daemon, heard.id(), "PJSIP/agent");
        }
    }

    @Test
    void aProfileThatIsNamedAfterAFirstConversationIsTheSecondsProfile() {
        Profile profile = TestingProfile.named("support").build();
        try (TestingDaemon daemon = started("second", profile)) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("685");
            PhoneCall first = lab.phones().supervisor().awaitCall(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).size() == 2);

            first.hangUp();

            Leg heard = awaitHeardAlone(daemon);
            awaitAgent(daemon, heard.id(), "PJSIP/agent");
        }
    }
}
