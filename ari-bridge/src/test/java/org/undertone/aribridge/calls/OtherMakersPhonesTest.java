package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingTones;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.othermakers.BaresipCall;
import org.undertone.lab.othermakers.BaresipPhone;
import org.undertone.lab.othermakers.SippPhones;
import org.undertone.lab.othermakers.SippScenario;
import org.undertone.lab.othermakers.Softphone;

/** What phones of another maker do that Asterisk does not play: baresip, as the customer and as the agent. */
@Tag("asterisk")
class OtherMakersPhonesTest extends ToneCalls {

    private static final int CALLS = 20;

    private static Path customersSound;
    private static Path agentsSound;

    @BeforeAll
    static void makeSounds() throws IOException {
        customersSound = TestingTones.wav(folder.resolve("soft-customer.wav"), CUSTOMER_TONE, 60);
        agentsSound = TestingTones.wav(folder.resolve("soft-agent.wav"), AGENT_TONE, 60);
    }

    @ParameterizedTest
    @CsvSource({"CUSTOMER,ULAW", "CUSTOMER,ALAW", "CUSTOMER,OPUS", "SDES,ULAW", "WEBRTC,OPUS"})
    void itsCustomerIsHeardButWhileItHoldsAndNothingStays(Softphone kind, Softphone.Codec codec) {
        try (TestingDaemon daemon = started(("soft-" + kind + codec).toLowerCase(Locale.ROOT), queues("support"))) {
            lab.phones().agent().answersWith(agentTone);
            BaresipPhone phone = lab.baresip(kind, codec, customersSound);

            BaresipCall call = phone.call("600");
            call.awaitAnswered(PATIENCE);

            Leg customer = awaitHeardAlone(daemon);
            String channel = customer.channelName();
            assertThat(channel).startsWith("PJSIP/" + phone.name() + "-");
            assertThat(lab.pbx().variable(channel, "CHANNEL(audionativeformat)"))
                    .contains("(" + codec.name().toLowerCase(Locale.ROOT) + ")");
            // The PBX's CHANNEL(rtp,secure) is true of a browser's plain call too.
            if (kind != Softphone.CUSTOMER) {
                call.awaitEncrypted(PATIENCE);
            }
            call.hold();
            awaitEvent(daemon, CallEvent.Paused.class);
            call.resume();
            awaitEvent(daemon, CallEvent.Resumed.class);
            assertHeardAgain(daemon);
            assertPausedOnce(daemon, customer.id());
            call.hangUp();
            awaitEnded(daemon, customer.id());
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void itsAgentRefersTheCustomerOn() {
        try (TestingDaemon daemon = started("soft-refers", queues("softs"))) {
            lab.phones().supervisor().answersWith(supervisorTone);
            BaresipPhone agents = lab.baresip(Softphone.AGENT, Softphone.Codec.OPUS, agentsSound);
            BaresipPhone customers = lab.baresip(Softphone.SDES, Softphone.Codec.ALAW, customersSound);
            BaresipCall calling = customers.call("615");
            BaresipCall agent = agents.awaitCall(PATIENCE);
            calling.awaitAnswered(PATIENCE);
            Leg customer = awaitHeardAlone(daemon);

            agent.transferTo("202");
            agent.awaitTransferred(PATIENCE);

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertHeardAgain(daemon);
            assertTheTapIsTheFirst(daemon);
        }
    }

    @Test
    void itsAgentHoldsConsultsOnASecondLineAndConnectsTheTwo() {
        try (TestingDaemon daemon = started("soft-attended", queues("softs"))) {
            lab.phones().supervisor().answersWith(supervisorTone);
            BaresipPhone agents = lab.baresip(Softphone.AGENT, Softphone.Codec.ULAW, agentsSound);
            BaresipPhone customers = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.OPUS, customersSound);
            BaresipCall calling = customers.call("615");
            BaresipCall agent = agents.awaitCall(PATIENCE);
            calling.awaitAnswered(PATIENCE);
            Leg customer = awaitHeardAlone(daemon);

            agent.hold();
            awaitEvent(daemon, CallEvent.Paused.class);
            BaresipCall consultation = agents.call("202");
            consultation.awaitAnswered(PATIENCE);
            lab.awaitConversations(2, PATIENCE);
            agent.transferTo(consultation);
            agent.awaitTransferred(PATIENCE);

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            awaitEvent(daemon, CallEvent.Resumed.class);
            assertHeardAgain(daemon);
            assertPausedOnce(daemon, customer.id());
            assertTheTapIsTheFirst(daemon);
        }
    }

    @Test
    void whomAnAgentCallsOutsideForTheCustomerMayBeAnAgentAndTheReasonSaysWhatToDo() {
        try (TestingDaemon daemon = started("soft-third", queues("softs", "support"))) {
            lab.phones().customer().answersWith(customerTone);
            BaresipPhone agents = lab.baresip(Softphone.AGENT, Softphone.Codec.ULAW, agentsSound);
            BaresipCall calling = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.ULAW, customersSound)
                    .call("615");
            BaresipCall agent = agents.awaitCall(PATIENCE);
            calling.awaitAnswered(PATIENCE);
            Leg customer = awaitHeardAlone(daemon);
            agent.hold();
            BaresipCall consultation = agents.call("0301234567");
            consultation.awaitAnswered(PATIENCE);
            lab.awaitConversations(2, PATIENCE);
            agent.transferTo(consultation);
            agent.awaitTransferred(PATIENCE);
            awaitAgent(daemon, customer.id(), "PJSIP/customer");
            calling.hangUp();
            awaitEnded(daemon, customer.id());
            lab.awaitIdle(PATIENCE);

            customerCalls("600");

            String channel = channel("customer").uniqueId();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.NotTapped.class))
                    .filteredOn(not -> not.leg().channelId().equals(channel))
                    .extracting(CallEvent.NotTapped::reason)
                    .singleElement()
                    .asString()
                    .startsWith("its phone may be an agent's")
                    .contains("PJSIP/customer under agents or customers of profile support"));
        }
    }

    @Test
    void twentyWhoCallAtOnceAreHeardEachAndNothingStays() {
        try (TestingDaemon daemon = started("sipp-twenty", queues("sipps"))) {
            lab.sippAgents(agentsSound);
            SippPhones customers = lab.sippCustomers(SippScenario.CUSTOMERS, "616", CALLS, customersSound);

            await().atMost(PATIENCE).until(() -> heardLoudly(daemon).size() == CALLS);
            assertNobodyElseWasHeard(daemon);
            customers.hangUp();
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.CallEnded.class).size() == CALLS);
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void ofThoseBehindATrunkHeWhoseNumberIsNamedAsAnAgentsIsNotHeardAndTheOtherIs() {
        Profile named = TestingProfile.named("support")
                .queues("sipps")
                .agents("PJSIP/017155501@sipp1")
                .build();
        try (TestingDaemon daemon = started("sipp-named", named)) {
            lab.sippAgents(agentsSound);
            SippPhones callers = lab.sippCustomers(SippScenario.CUSTOMERS, "616", 2, customersSound);
            lab.awaitConversations(2, PATIENCE);

            Leg customer = awaitHeardAlone(daemon);
            awaitEvent(daemon, CallEvent.NotTapped.class);
            assertThat(lab.pbx().command("core show channel " + customer.channelName()))
                    .contains("+4917155502");
            callers.hangUp();
            lab.awaitIdle(PATIENCE);
            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
        }
    }

    @Test
    void aCustomerWhosePbxOffersIsHeardAndNotWhileHeHolds() {
        try (TestingDaemon daemon = started("sipp-late", queues("sipps"))) {
            lab.sippAgents(agentsSound);
            SippPhones customers = lab.sippCustomers(SippScenario.LATE_OFFERS, "616", 1, customersSound);

            awaitEvent(daemon, CallEvent.Resumed.class);
            Leg customer = assertHeardAgain(daemon);
            assertPausedOnce(daemon, customer.id());
            customers.hangUp();
            awaitEnded(daemon, customer.id());
        }
    }

    @Test
    void whomAnAgentsPhoneForwardsToIsTheAgent() {
        try (TestingDaemon daemon = started("sipp-forwards", queues("sipps"))) {
            lab.phones().supervisor().answersWith(supervisorTone);
            lab.sippForwards("202");
            BaresipCall call = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.ULAW, customersSound)
                    .call("616");
            call.awaitAnswered(PATIENCE);

            Leg customer = awaitHeardAlone(daemon);
            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            call.hangUp();
            awaitEnded(daemon, customer.id());
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void whomADialledPhoneForwardsToOutsideIsAnAgentThoughTheCustomersTrunkLeadsThere() {
        // The agent's mobile is reached by PJSIP/customer, which is a customer's elsewhere.
        Profile sales = TestingProfile.named("support")
                .queues("sipps")
                .dids("617")
                .customers("PJSIP/customer")
                .build();
        dialplan("617", "Dial(PJSIP/sipp2,30)");
        for (String number : List.of("616", "617")) {
            try (TestingDaemon daemon = started("sipp-outside-" + number, sales)) {
                lab.phones().customer().answersWith(agentTone);
                lab.sippForwards("01701234567");
                BaresipCall call = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.ULAW, customersSound)
                        .call(number);
                call.awaitAnswered(PATIENCE);

                Leg customer = awaitHeardAlone(daemon);
                assertHeardAgain(daemon);
                assertThat(customer.channelName()).startsWith("PJSIP/soft1-");
                call.hangUp();
                awaitEnded(daemon, customer.id());
                lab.reset();
            }
        }
    }

    @Test
    void theTwoLinesOfACustomerAreTwoCallsOfWhichOneIsHeldAtATime() {
        try (TestingDaemon daemon = started("soft-lines", queues("support", "sipps"))) {
            lab.phones().agent().answersWith(agentTone);
            lab.sippAgents(agentsSound);
            BaresipPhone phone = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.ULAW, customersSound);
            BaresipCall first = phone.call("600");
            first.awaitAnswered(PATIENCE);
            Leg one = awaitHeardAlone(daemon);

            first.hold();
            awaitEvent(daemon, CallEvent.Paused.class);
            BaresipCall second = phone.call("616");
            second.awaitAnswered(PATIENCE);
            Leg two = awaitHeardAlone(daemon, 2);
            second.hangUp();
            awaitEnded(daemon, two.id());
            first.resume();
            awaitEvent(daemon, CallEvent.Resumed.class);

            await().atMost(PATIENCE)
                    .until(() -> daemon.lastWindow().ref().leg().equals(one.id())
                            && TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) > 7_000);
            assertThat(one.id().call()).isNotEqualTo(two.id().call());
            assertNobodyElseWasHeard(daemon);
        }
    }

    @Test
    void anAgentWhomTheCustomerSendsOnToAColleagueIsNobodysCustomer() {
        try (TestingDaemon daemon = started("soft-sends-on", queues("support"))) {
            lab.phones().agent().answersWith(agentTone);
            lab.phones().supervisor().answersWith(supervisorTone);
            BaresipCall call = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.ULAW, customersSound)
                    .call("600");
            call.awaitAnswered(PATIENCE);
            Leg customer = awaitHeardAlone(daemon);

            call.transferTo("630");
            call.awaitTransferred(PATIENCE);
            lab.phones().supervisor().awaitCall(PATIENCE).awaitAnswered(PATIENCE);
            lab.awaitConversations(1, PATIENCE);

            awaitEnded(daemon, customer.id());
            // Both are judged anew, as the two of a call of their own.
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).stream()
                                    .map(CallEvent.NotTapped::leg)
                                    .filter(leg ->
                                            !leg.call().equals(customer.id().call()))
                                    .map(LegId::channelId)
                                    .distinct()
                                    .count()
                            == 2);
            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
            assertNobodyElseWasHeard(daemon);
        }
    }

    private static void awaitEvent(TestingDaemon daemon, Class<? extends CallEvent> type) {
        await().atMost(PATIENCE).until(() -> !daemon.events(type).isEmpty());
    }

    private static void assertPausedOnce(TestingDaemon daemon, LegId leg) {
        assertThat(daemon.events(CallEvent.Paused.class)).singleElement().satisfies(paused -> {
            assertThat(paused.leg()).isEqualTo(leg);
            assertThat(paused.reason()).isEqualTo("hold");
        });
        assertThat(daemon.events(CallEvent.Resumed.class))
                .singleElement()
                .satisfies(resumed -> assertThat(resumed.leg()).isEqualTo(leg));
    }

    private static void assertTheTapIsTheFirst(TestingDaemon daemon) {
        assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
        assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
        assertThat(lab.pbx().channels())
                .extracting(Channel::name)
                .filteredOn(name -> name.startsWith("Snoop/"))
                .hasSize(1);
    }

    /** The customer is heard in windows that are yet to come, by the tap that was opened first. */
    private static Leg assertHeardAgain(TestingDaemon daemon) {
        int heard = daemon.windows().size();
        await().atMost(PATIENCE).until(() -> daemon.windows().size() > heard + 1);
        return awaitHeardAlone(daemon);
    }

    /** The legs of which a window held the customers' tone. */
    private static Set<LegId> heardLoudly(TestingDaemon daemon) {
        return daemon.windows().stream()
                .filter(window -> TestingTones.amplitude(window, CUSTOMER_TONE) > 7_000)
                .map(window -> window.ref().leg())
                .collect(Collectors.toSet());
    }
}
