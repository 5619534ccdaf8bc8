package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingRelay;
import org.undertone.config.Profile;
import org.undertone.config.Settings;
import org.undertone.config.TestingProfile;
import org.undertone.core.CallFacts;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.SipCall;

/**
 * What rules may ask of a call besides its voices, from a real Asterisk whose dialplan tells it: 690 a customer's call
 * through the queue, 691 an agent's call out, 692 a customer's call to the phone {@code line3}.
 */
class CallFactsTest extends QueueCalls {

    @BeforeAll
    static void tellInTheDialplan() {
        dialplan(
                "690",
                "Set(UNDERTONE_GROUP=gold)",
                "Set(CUSTOMER_TIER=  1st class )",
                "Set(LONG=" + "x".repeat(300) + ")",
                "Set(CALLERID(name)=Erika)",
                "Goto(from-customer,600,1)");
        dialplan("691", "Set(CRM_ID=of-the-agent)", "Set(_CUSTOMER_TIER=2nd class)", "Dial(PJSIP/customer,30)");
        dialplan("692", "Set(UNDERTONE_GROUP=silver)", "Goto(services,612,1)");
    }

    private static void dialplan(String extension, String... steps) {
        for (int i = 0; i < steps.length; i++) {
            String line = extension + "," + (i + 1) + ",\"" + steps[i] + "\"";
            assertThat(lab.pbx().command("dialplan add extension " + line + " into services"))
                    .contains("added");
        }
    }

    @Test
    void whatTheDialplanSaidBeforeTheQueueIsAFactOfTheCall() {
        Profile profile = profile("CUSTOMER_TIER", "CRM_ID", "LONG", "CALLERID(name)", "CONNECTED_TO_NOTHING");
        try (TestingDaemon daemon = TestingDaemon.started(settings("told", profile))) {
            customerCalls("690");
            CallFacts facts = awaitGroup(daemon, "gold");

            assertThat(facts.variables())
                    .containsEntry("CUSTOMER_TIER", "1st class")
                    .containsEntry("CRM_ID", "")
                    .containsEntry("CALLERID(name)", "Erika")
                    .containsOnlyKeys(profile.variables())
                    .hasEntrySatisfying("LONG", value -> assertThat(value).hasSize(ChannelFacts.LONGEST));
            assertThat(daemon.events(CallEvent.CallSeen.class).get(0).facts().variables())
                    .as("before they are read")
                    .containsOnlyKeys(profile.variables())
                    .containsValue("")
                    .doesNotContainValue("Erika");
        }
    }

    @Test
    void aValueIsOneLineOfText() {
        assertThat(ChannelFacts.bounded("  gold\n")).isEqualTo("gold");
        assertThat(ChannelFacts.bounded("a\r\nb" + (char) 0 + (char) 0x2028 + "c"))
                .isEqualTo("abc");
        assertThat(ChannelFacts.bounded(" \t ")).isEmpty();
    }

    @Test
    void aLongValueIsCutBetweenCharacters() {
        assertThat(ChannelFacts.bounded("x".repeat(ChannelFacts.LONGEST - 1) + "\uD83D\uDE00"))
                .isEqualTo("x".repeat(ChannelFacts.LONGEST - 1));
    }

    @Test
    void anotherVariableMayTellTheGroup() {
        Profile profile = support().customerGroup("CUSTOMER_TIER").build();
        try (TestingDaemon daemon = TestingDaemon.started(settings("group", profile))) {
            customerCalls("690");

            awaitGroup(daemon, "1st class");
        }
    }

    @Test
    void inACallOutWhatTheAgentsChannelAloneHasIsReadThere() {
        Profile campaign = support()
                .dids("691")
                .outbound()
                .variables("CRM_ID", "CUSTOMER_TIER", "CALLERID(num)")
                .build();
        try (TestingDaemon daemon = TestingDaemon.started(settings("out", campaign))) {
            lab.phones().customer().answersWith(Script.silent());
            lab.phones().agent().call("691", Script.silent()).awaitAnswered(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> seen(daemon) && !daemon.facts().variables().containsValue(""));

            assertThat(daemon.facts().variables())
                    .containsAllEntriesOf(Map.of("CRM_ID", "of-the-agent", "CUSTOMER_TIER", "2nd class"))
                    .hasEntrySatisfying("CALLERID(num)", number -> assertThat(number)
                            .as("a function tells of the customer's channel")
                            .isEqualTo(lab.pbx()
                                    .variable(channel("PJSIP/customer-"), "CALLERID(num)")
                                    .orElseThrow()));
        }
    }

    @Test
    void aVariableThatIsSetLaterIsNotSeen() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("later", profile("CRM_ID")))) {
            customerCalls("690");
            awaitGroup(daemon, "gold");

            lab.pbx().setVariable(channel("PJSIP/customer-"), "CRM_ID", "4711");
            lab.pbx().setVariable(channel("PJSIP/customer-"), "UNDERTONE_GROUP", "bronze");
            lab.phones().supervisor().answersWith(Script.silent());
            lab.pbx().blindTransfer(channel("PJSIP/agent-"), "from-agent", "202");
            await().atMost(PATIENCE).until(() -> daemon.facts().agent().equals("PJSIP/supervisor"));

            assertThat(daemon.facts().variables()).isEqualTo(Map.of("CRM_ID", ""));
            assertThat(daemon.facts().customerGroup()).isEqualTo("gold");
        }
    }

    @Test
    void eachHoldOfTheCustomerCountsOnce() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("holds", profile("CRM_ID")))) {
            SipCall agent = lineCalls("692");
            awaitGroup(daemon, "silver");
            assertThat(daemon.facts().holds()).isZero();

            agent.hold(SipCall.Hold.SENDONLY, PATIENCE);
            awaitHolds(daemon, 1);
            agent.hold(SipCall.Hold.INACTIVE, PATIENCE);
            agent.unhold(PATIENCE);
            awaitResumed(daemon, 1);
            agent.hold(SipCall.Hold.SENDONLY, PATIENCE);
            awaitHolds(daemon, 2);
            agent.unhold(PATIENCE);
            awaitResumed(daemon, 2);

            assertThat(daemon.facts().holds()).isEqualTo(2);
            assertThat(daemon.events(CallEvent.Paused.class)).hasSize(2);
        }
    }

    @Test
    void whatTheCustomerHoldsIsNoHoldOfTheCustomer() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("holding", profile("CRM_ID")))) {
            SipCall customer = lab.sipPhone("line1").speaks(Codec.ULAW).call("690");
            lab.phones().agent().answersWith(Script.silent());
            customer.awaitAnswered(PATIENCE);
            awaitGroup(daemon, "gold");
            lab.awaitConversations(1, PATIENCE);

            customer.hold(SipCall.Hold.SENDONLY, PATIENCE);
            awaitEvent(daemon, CallEvent.Paused.class);
            customer.unhold(PATIENCE);
            awaitResumed(daemon, 1);

            assertThat(daemon.facts().holds()).isZero();
        }
    }

    @Test
    void aTapDoesNotWaitForVariablesAndACallThatIsOverWhileTheyAreReadStaysOver() throws Exception {
        try (TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                TestingDaemon daemon = TestingDaemon.started(
                        TestingDaemon.by(network.uri(), PATIENCE, settings("gone", profile("CRM_ID"))))) {
            network.stop("UNDERTONE_GROUP");
            PhoneCall first = customerCalls("690");
            await().atMost(PATIENCE).until(network::keepsOneWaiting);
            awaitEvent(daemon, CallEvent.TapOpened.class);
            first.hangUp();
            awaitEvent(daemon, CallEvent.CallEnded.class);
            network.mend();

            lab.awaitIdle(PATIENCE);
            customerCalls("690");
            CallFacts second = awaitGroup(daemon, "gold");

            assertThat(daemon.events(CallEvent.CallSeen.class))
                    .extracting(CallEvent.CallSeen::facts)
                    .filteredOn(facts -> !facts.call().equals(second.call()))
                    .isNotEmpty()
                    .allMatch(facts -> facts.customerGroup().isEmpty());
            assertThat(daemon.events(CallEvent.CallEnded.class)).hasSize(1);
        }
    }

    @Test
    void aPbxThatDidNotAnswerIsAskedAgain() throws Exception {
        try (TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                TestingDaemon daemon = TestingDaemon.started(
                        TestingDaemon.by(network.uri(), Duration.ofSeconds(2), settings("again", profile("CRM_ID"))))) {
            network.stop("UNDERTONE_GROUP");
            customerCalls("690");
            // Twice, each for the time limit, and then it is given up.
            TimeUnit.SECONDS.sleep(5);
            assertThat(daemon.facts().customerGroup()).isEmpty();
            network.mend();

            awaitGroup(daemon, "gold");
        }
    }

    private static SipCall lineCalls(String extension) {
        var agents = lab.sipPhone("line3").speaks(Codec.ULAW);
        SipCall calling = lab.sipPhone("line1").speaks(Codec.ULAW).call(extension);
        SipCall called = agents.awaitCall(PATIENCE);
        calling.awaitAnswered(PATIENCE);
        called.awaitAnswered(PATIENCE);
        lab.awaitConversations(1, PATIENCE);
        return called;
    }

    private static boolean seen(TestingDaemon daemon) {
        return !daemon.events(CallEvent.CallSeen.class).isEmpty();
    }

    private static CallFacts awaitGroup(TestingDaemon daemon, String group) {
        await().atMost(PATIENCE)
                .until(() -> seen(daemon) && daemon.facts().customerGroup().equals(group));
        return daemon.facts();
    }

    private static void awaitHolds(TestingDaemon daemon, int count) {
        await().atMost(PATIENCE).until(() -> daemon.facts().holds() == count);
    }

    private static void awaitResumed(TestingDaemon daemon, int times) {
        await().atMost(PATIENCE)
                .until(() -> daemon.events(CallEvent.Resumed.class).size() == times);
    }

    private static String channel(String prefix) {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static Settings settings(String app, Profile profile) {
        return TestingDaemon.settings(lab.pbx(), "facts-" + app, profile);
    }

    private static Profile profile(String... variables) {
        return support().variables(variables).build();
    }

    private static TestingProfile support() {
        return TestingProfile.named("support").queues("support", "lines");
    }
}
