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
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/**
 * Local channels between the customer and the queue: a dialer's, a callback's, a forwarding's. What their ends say counts for
 * the party behind them, whether they stay ({@code /n}) or vanish as soon as everybody has answered.
 */
class LocalChannelsTest extends ToneCalls {

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan(
                "695", "Set(UNDERTONE_PROFILE=support)", "Set(UNDERTONE_GROUP=gold)", "Queue(callbacks,c)", "Hangup()");
        dialplan("696", "Set(UNDERTONE_PROFILE=off)", "Queue(support,c)", "Hangup()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Local/700@from-agent/n", "Local/700@from-agent"})
    void theCustomerWhomADialerPutsIntoAQueueIsHeard(String customer) {
        try (TestingDaemon daemon = started("dialer" + customer.length(), queues("support"))) {
            dial(customer, "602");

            assertCustomerAndAgent(daemon, "support");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Local/700@from-agent/n", "Local/700@from-agent"})
    void aProfileThatTheDialplanNamesOnTheLocalChannelIsTheCalls(String customer) {
        try (TestingDaemon daemon = started("named" + customer.length(), queues("nobody's"))) {
            dial(customer, "695");

            assertCustomerAndAgent(daemon, "callbacks");
            await().atMost(PATIENCE).until(() -> daemon.facts().customerGroup().equals("gold"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Local/700@from-agent/n", "Local/700@from-agent"})
    void aCallThatTheDialplanSwitchesOffOnTheLocalChannelIsLeftAlone(String customer) {
        try (TestingDaemon daemon = started("off" + customer.length(), queues("support"))) {
            dial(customer, "696");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .contains("the dialplan says UNDERTONE_PROFILE=off"));
            assertThat(daemon.events(CallEvent.TapOpened.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"670", "671", "672"})
    void aCallThatIsForwardedIntoAQueueIsTheQueues(String extension) {
        try (TestingDaemon daemon = started("forwarded" + extension, queues("support"))) {
            customerCalls(extension);

            assertCustomerAndAgent(daemon, "support");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"670", "671", "672"})
    void theNumberThatWasDialledFirstIsTheCallsToo(String extension) {
        Profile number = TestingProfile.named("support").dids(extension).build();
        try (TestingDaemon daemon = started("number" + extension, number)) {
            customerCalls(extension);

            assertCustomerAndAgent(daemon, "support");
            assertThat(daemon.facts().did()).isEqualTo(extension);
        }
    }

    @Test
    void aQueueWhoseMembersAreLocalChannelsToAnotherQueueIsHeardByEither() {
        dialplan("697", "Queue(sales,c)", "Hangup()");
        try (TestingDaemon daemon = started("chain", queues("sales"))) {
            customerCalls("697");

            assertCustomerAndAgent(daemon, "sales");
        }
    }

    @Test
    void aDaemonThatStartsInTheMiddleKnowsWhatTheLocalChannelSays() {
        dial("Local/700@from-agent/n", "602");
        lab.phones().agent().awaitCall(PATIENCE).awaitAnswered(PATIENCE);
        try (TestingDaemon daemon = started("middle", queues("support"))) {
            assertCustomerAndAgent(daemon, "support");
        }
    }

    /** As a dialer does: the customer is called, and goes to that extension when they have answered. */
    private static void dial(String customer, String extension) {
        lab.phones().agent().answersWith(agentTone);
        lab.phones().customer().answersWith(customerTone);
        lab.pbx().originate(customer, "services", extension);
    }

    private static void assertCustomerAndAgent(TestingDaemon daemon, String queue) {
        Leg customer = awaitHeardAlone(daemon);
        assertThat(customer.channelName()).startsWith("PJSIP/customer-");
        awaitAgent(daemon, customer.id(), "PJSIP/agent");
        CallFacts facts = daemon.facts(customer.id());
        assertThat(facts.queue()).isEqualTo(queue);
        assertThat(facts.roleOf(customer.id())).isEqualTo(Role.CUSTOMER);
    }
}
