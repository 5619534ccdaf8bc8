package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/**
 * The ways a call can go through a PBX: whoever is the customer is heard, from the first word to the last, and nobody else
 * is. The customer plays 440 Hz, the agent 1000 Hz, the supervisor 1500 Hz.
 */
@Tag("asterisk")
class EveryWayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CUSTOMER_TONE = 440;
    private static final int AGENT_TONE = 1000;
    private static final int SUPERVISOR_TONE = 1500;

    @TempDir
    static Path folder;

    private static Lab lab;
    private static Script customerTone;
    private static Script agentTone;
    private static Script supervisorTone;

    @BeforeAll
    static void startLab() throws IOException {
        lab = Lab.start(LabOptions.defaults());
        customerTone = tone("customer", CUSTOMER_TONE);
        agentTone = tone("agent", AGENT_TONE);
        supervisorTone = tone("supervisor", SUPERVISOR_TONE);
    }

    private static Script tone(String name, int hertz) throws IOException {
        return Script.silent().play("tone", TestingTones.wav(folder.resolve(name + ".wav"), hertz, 90));
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"601", "600", "610", "611", "641"})
    void theCustomerIsHeardWhetherDialledOrQueuedOrThroughALocalMember(String extension) {
        try (TestingDaemon daemon = started("way" + extension, inbound())) {
            customerCalls(extension);

            Leg customer = awaitHeardAlone(daemon);

            CallFacts facts = daemon.facts(customer.id());
            assertThat(facts.agent()).isEqualTo("PJSIP/agent");
            assertThat(facts.legs()).extracting(Leg::role).containsExactlyInAnyOrder(Role.CUSTOMER, Role.AGENT);
            assertThat(customer.channelName()).startsWith("PJSIP/customer-");
        }
    }

    @Test
    void aCallThatTheDialplanSwitchesOffIsLeftAlone() {
        try (TestingDaemon daemon = started("off", inbound())) {
            customerCalls("642");
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.NotTapped.class).isEmpty());

            assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .containsOnly("the dialplan says UNDERTONE_PROFILE=off");
            assertThat(daemon.events(CallEvent.TapOpened.class)).isEmpty();
        }
    }

    @Test
    void whoeverOfARingGroupAnswersIsTheAgent() {
        try (TestingDaemon daemon = started("group", inbound())) {
            lab.phones().agent().answersWith(Script.silent().ringFor(Duration.ofMinutes(1)));
            lab.phones().supervisor().answersWith(supervisorTone);
            lab.phones().customer().call("620", customerTone).awaitAnswered(PATIENCE);

            Leg customer = awaitHeardAlone(daemon);

            assertThat(daemon.facts(customer.id()).agent()).isEqualTo("PJSIP/supervisor");
        }
    }

    @Test
    void inACallOutTheCalledOneIsTheCustomerAndTheNumberIsNotKept() {
        Profile campaign =
                TestingProfile.named("campaign").dids("_0X.").outbound().build();
        try (TestingDaemon daemon = started("outbound", campaign)) {
            lab.phones().customer().answersWith(customerTone);
            lab.phones().agent().call("0301234567", agentTone).awaitAnswered(PATIENCE);

            Leg customer = awaitHeardAlone(daemon);

            assertThat(customer.channelName()).startsWith("PJSIP/customer-");
            assertThat(daemon.facts(customer.id()).agent()).isEqualTo("PJSIP/agent");
            assertThat(daemon.facts(customer.id()).did()).isEmpty();
        }
    }

    @Test
    void aBlindTransferKeepsTheCustomersTapAndTheNewPartyIsTheAgent() {
        try (TestingDaemon daemon = started("blind", inbound())) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("600");
            Leg customer = awaitHeardAlone(daemon);

            lab.pbx().blindTransfer(channel("agent").name(), "from-agent", "202");

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertHeardThroughout(daemon, customer);
        }
    }

    @Test
    void anAttendedTransferBringsTheConsultedPartyIntoTheCustomersCall() {
        try (TestingDaemon daemon = started("attended", inbound())) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("602");
            Leg customer = awaitHeardAlone(daemon);
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);

            lab.pbx().attendedTransfer(channel("agent").name(), "from-agent", "202");
            lab.phones().supervisor().awaitCall(PATIENCE).awaitAnswered(PATIENCE);
            agent.hangUp();

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertHeardThroughout(daemon, customer);
        }
    }

    @Test
    void aParkedCustomerIsNotScoredUntilSomebodyFetchesTheCall() {
        try (TestingDaemon daemon = started("park", inbound())) {
            customerCalls("600");
            Leg customer = awaitHeardAlone(daemon);

            lab.pbx().park(channel("customer").name());
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());
            assertThat(daemon.events(CallEvent.Paused.class)).singleElement().satisfies(paused -> {
                assertThat(paused.leg()).isEqualTo(customer.id());
                assertThat(paused.reason()).isEqualTo("parked");
            });
            lab.phones().supervisor().call("751", supervisorTone).awaitAnswered(PATIENCE);

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertThat(daemon.events(CallEvent.Resumed.class))
                    .singleElement()
                    .satisfies(resumed -> assertThat(resumed.leg()).isEqualTo(customer.id()));
            assertHeardThroughout(daemon, customer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"642", "0301234567"})
    void strangersWhoAreParkedBesideACustomerAreNotInTheCustomersCall(String strangersWay) {
        // Without the setting the customer's phone, whose other line is called, might be an employee's.
        try (TestingDaemon daemon = started("beside" + strangersWay, inbound("PJSIP/customer"))) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("600");
            Leg customer = awaitHeardAlone(daemon);
            lab.pbx().park(customer.channelName());
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());
            int told = daemon.events(CallEvent.CallSeen.class).size();

            lab.phones().customer().answersWith(supervisorTone);
            if (strangersWay.equals("642")) {
                customerCalls(strangersWay);
            } else {
                lab.phones().supervisor().call(strangersWay, supervisorTone).awaitAnswered(PATIENCE);
            }
            String stranger = lab.pbx().channels().stream()
                    .map(Channel::name)
                    .filter(name -> name.startsWith("PJSIP/customer-") && !name.equals(customer.channelName()))
                    .findFirst()
                    .orElseThrow();
            lab.pbx().park(stranger);
            await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                    .anyMatch(bridge -> bridge.channels().containsAll(List.of(stranger, customer.channelName()))));
            lab.phones().agent().call("751", agentTone).awaitAnswered(PATIENCE);
            awaitAgent(daemon, customer.id(), "PJSIP/agent");

            assertThat(daemon.events(CallEvent.CallSeen.class).stream().skip(told))
                    .flatExtracting(seen -> seen.facts().legs())
                    .extracting(Leg::channelName)
                    .doesNotContain(stranger);
            assertHeardThroughout(daemon, customer);
        }
    }

    @Test
    void aCustomerWhoIsRedirectedToAnotherAgentStaysTheCustomer() {
        try (TestingDaemon daemon = started("redirect", inbound())) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("600");
            Leg customer = awaitHeardAlone(daemon);

            lab.pbx().redirect(channel("customer").name(), "from-agent", "202");

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertHeardThroughout(daemon, customer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"601,*8601", "601,*8201", "601,*8", "600,*8600"})
    void whoPicksUpARingingCallIsTheAgent(String numbers) {
        String number = numbers.substring(0, 3);
        try (TestingDaemon daemon = started("pickup" + numbers.replaceAll("[^0-9]", "-"), inbound())) {
            lab.phones().agent().answersWith(Script.silent().ringFor(Duration.ofMinutes(1)));
            lab.phones().customer().call(number, customerTone);
            lab.phones().agent().awaitCall(PATIENCE);
            lab.phones().supervisor().call(numbers.substring(4), supervisorTone);

            Leg customer = awaitHeardAlone(daemon);

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertHeardThroughout(daemon, customer);
        }
    }

    @Test
    void aCallThatComesFromReceptionIsHeardOnceItIsInTheQueue() {
        try (TestingDaemon daemon = started("reception", inbound())) {
            lab.phones().supervisor().answersWith(supervisorTone);
            lab.phones().agent().answersWith(agentTone);
            lab.phones().customer().call("630", customerTone).awaitAnswered(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).size() == 2);
            assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .containsOnly("no profile names its number 630");

            lab.pbx().blindTransfer(channel("supervisor").name(), "from-agent", "600");

            Leg customer = awaitHeardAlone(daemon);
            awaitAgent(daemon, customer.id(), "PJSIP/agent");
        }
    }

    @Test
    void inAConferenceTheEndpointsThatTheProfileNamesTellWhoIsWho() {
        Profile conference = TestingProfile.named("conference")
                .dids("800")
                .agents("PJSIP/agent", "PJSIP/super*")
                .customers("PJSIP/customer")
                .build();
        try (TestingDaemon daemon = started("conference", conference)) {
            lab.phones().customer().call("800", customerTone).awaitAnswered(PATIENCE);
            lab.phones().agent().call("800", agentTone).awaitAnswered(PATIENCE);
            lab.phones().supervisor().call("800", supervisorTone).awaitAnswered(PATIENCE);

            Leg customer = awaitHeardAlone(daemon);

            await().atMost(PATIENCE)
                    .until(() -> daemon.facts(customer.id()).legs().size() == 3);
            assertThat(daemon.facts(customer.id()).legs())
                    .extracting(Leg::role)
                    .containsExactlyInAnyOrder(Role.CUSTOMER, Role.AGENT, Role.AGENT);
        }
    }

    @Test
    void inAConferenceWithoutNamesNobodyIsHeardAndTheReasonSaysWhatToDo() {
        Profile conference = TestingProfile.named("conference").dids("800").build();
        try (TestingDaemon daemon = started("nobody", conference)) {
            lab.phones().customer().call("800", customerTone).awaitAnswered(PATIENCE);
            lab.phones().agent().call("800", agentTone).awaitAnswered(PATIENCE);

            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).size() == 2);
            assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .containsOnly("nothing tells whose leg it is (it runs 'ConfBridge'); name its endpoint under agents"
                            + " or customers of profile conference");
        }
    }

    @Test
    void twoCallsOfOneAgentAreTwoCallsEachWithItsCustomer() {
        try (TestingDaemon daemon = started("twice", inbound())) {
            customerCalls("601");
            customerCalls("601");
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 2);

            List<LegId> heard = daemon.events(CallEvent.TapOpened.class).stream()
                    .map(opened -> opened.leg().id())
                    .toList();
            assertThat(heard).extracting(LegId::call).doesNotHaveDuplicates();
            assertThat(heard)
                    .allSatisfy(leg -> assertThat(daemon.facts(leg).agent()).isEqualTo("PJSIP/agent"));
        }
    }

    @Test
    void aCustomerWhoSendsTheAgentOnMakesNobodyACustomer() {
        try (TestingDaemon daemon = started("sent", inbound())) {
            lab.phones().supervisor().answersWith(supervisorTone);
            customerCalls("601");
            Leg customer = awaitHeardAlone(daemon);

            lab.pbx().blindTransfer(channel("customer").name(), "from-agent", "202");

            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty());
            lab.awaitConversations(1, PATIENCE);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(not -> not.leg().channelId())
                    .contains(channel("supervisor").uniqueId()));
            assertThat(daemon.events(CallEvent.CallEnded.class))
                    .extracting(CallEvent.CallEnded::call)
                    .containsExactly(customer.id().call());
            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
        }
    }

    @Test
    void aDaemonThatStartsAfterATransferKnowsTheSamePeople() {
        lab.phones().supervisor().answersWith(supervisorTone);
        customerCalls("600");
        lab.awaitConversations(1, PATIENCE);
        String customersId = channel("customer").uniqueId();
        lab.pbx().blindTransfer(channel("agent").name(), "from-agent", "202");
        lab.phones().supervisor().awaitCall(PATIENCE).awaitAnswered(PATIENCE);

        try (TestingDaemon daemon = started("after", inbound())) {
            Leg customer = awaitHeardAlone(daemon);

            assertThat(customer.id().channelId()).isEqualTo(customersId);
            assertThat(daemon.facts(customer.id()).agent()).isEqualTo("PJSIP/supervisor");
        }
    }

    @Test
    void aMutedCustomerIsHeardAsSilence() {
        try (TestingDaemon daemon = started("mute", inbound())) {
            customerCalls("601");
            awaitHeardAlone(daemon);

            lab.pbx().muteAudio(channel("customer").name(), Pbx.Direction.IN, true);

            await().atMost(PATIENCE).until(() -> TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) < 1);
        }
    }

    @Test
    void keysAreNotPartOfTheSound() {
        try (TestingDaemon daemon = started("keys", inbound())) {
            lab.phones().agent().answersWith(Script.silent());
            lab.phones()
                    .customer()
                    .call("601", Script.silent().dial("1234567890123456789012345"))
                    .awaitAnswered(PATIENCE);
            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= 6);

            // 1 is 697 Hz and 1209 Hz, 0 is 941 Hz and 1336 Hz.
            for (AudioWindow window : List.copyOf(daemon.windows())) {
                for (int hertz : List.of(697, 770, 852, 941, 1209, 1336)) {
                    assertThat(TestingTones.amplitude(window, hertz)).isLessThan(200);
                }
            }
        }
    }

    private static Profile inbound(String... customers) {
        return TestingProfile.named("support")
                .queues("support", "sales", "callbacks")
                .dids("601", "620")
                .customers(customers)
                .build();
    }

    private static TestingDaemon started(String app, Profile profile) {
        return TestingDaemon.startedWithShortWindows(lab.pbx(), app, profile);
    }

    private static PhoneCall customerCalls(String extension) {
        lab.phones().agent().answersWith(agentTone);
        PhoneCall customer = lab.phones().customer().call(extension, customerTone);
        customer.awaitAnswered(PATIENCE);
        return customer;
    }

    private static Channel channel(String phone) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/" + phone + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for the customer's sound; nobody else's was ever heard. */
    private static Leg awaitHeardAlone(TestingDaemon daemon) {
        await().atMost(PATIENCE)
                .until(() -> !daemon.windows().isEmpty()
                        && TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) > 8_000);
        assertNobodyElseWasHeard(daemon);
        assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
        return daemon.events(CallEvent.TapOpened.class).get(0).leg();
    }

    private static void awaitAgent(TestingDaemon daemon, LegId customer, String endpoint) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(daemon.facts(customer).legs())
                        .filteredOn(leg -> leg.role() == Role.AGENT)
                        .singleElement()
                        .satisfies(leg -> assertThat(leg.channelName()).startsWith(endpoint + "-")));
        assertThat(daemon.facts(customer).agent()).isEqualTo(endpoint);
    }

    /** The customer is heard now, by the tap that was opened first. */
    private static void assertHeardThroughout(TestingDaemon daemon, Leg customer) {
        int until = daemon.windows().size();
        await().atMost(PATIENCE)
                .until(() -> daemon.windows().size() >= until + 2
                        && TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) > 8_000);
        assertNobodyElseWasHeard(daemon);
        assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
        assertThat(daemon.events(CallEvent.TapOpened.class))
                .extracting(CallEvent.TapOpened::leg)
                .containsExactly(customer);
    }

    private static void assertNobodyElseWasHeard(TestingDaemon daemon) {
        assertThat(List.copyOf(daemon.windows())).allSatisfy(window -> {
            assertThat(TestingTones.amplitude(window, AGENT_TONE)).isLessThan(200);
            assertThat(TestingTones.amplitude(window, SUPERVISOR_TONE)).isLessThan(200);
        });
    }
}
