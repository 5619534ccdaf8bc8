package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

/** The ways a call can go that the PBX's dialplan knows, with its ordinary phones. */
@Tag("asterisk")
class CallWaysTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterEach
    void endAllCalls() {
        lab.reset();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"600", "601", "602", "603", "610", "611", "641", "642"})
    void theAgentAnswersACallTo(String extension) {
        customerCalls(extension);

        awaitTogether("customer", "agent");
    }

    @Test
    void aRingGroupRingsBothAndTheFirstOneTakesTheCall() {
        lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofMinutes(1)));
        PhoneCall customer = lab.phones().customer().call("620", Script.silent());
        PhoneCall supervisor = lab.phones().supervisor().awaitCall(SOON);
        customer.awaitAnswered(SOON);

        awaitTogether("customer", "agent");
        supervisor.awaitEnded(SOON);
        assertThat(supervisor.answered()).isEmpty();
    }

    @Test
    void theLocalMemberOfAFreePbxLikeQueueStaysInTheCall() {
        customerCalls("610");
        await().atMost(SOON).until(() -> lab.pbx().bridges().size() == 2);

        assertThat(lab.pbx().channels()).extracting(Channel::name).anyMatch(name -> name.startsWith("Local/7001@"));
    }

    @Test
    void theLocalMemberOfTheQueueCallbacksIsOptimisedAway() {
        customerCalls("611");

        awaitTogether("customer", "agent");
        await().atMost(SOON).until(() -> lab.pbx().channels().size() == 2);
    }

    @ParameterizedTest
    @CsvSource({"641,support", "642,off"})
    void theDialplanChoosesTheProfile(String extension, String profile) {
        customerCalls(extension);
        awaitTogether("customer", "agent");

        assertThat(lab.pbx().variable(channel("customer").name(), "UNDERTONE_PROFILE"))
                .contains(profile);
        assertThat(lab.pbx().variable(channel("agent").name(), "UNDERTONE_PROFILE"))
                .contains(profile);
    }

    @Test
    void anIvrAnswersAlone() {
        customerCalls("650");

        assertThat(lab.pbx().channels()).hasSize(1);
    }

    @Test
    void theAgentCallsAnyNumberOutside() {
        lab.phones().agent().call("0301234567", Script.silent()).awaitAnswered(SOON);

        awaitTogether("agent", "customer");
    }

    @Test
    void theAgentsKeysTransferTheCustomerBlindly() {
        customerCalls("602");
        awaitTogether("customer", "agent");

        agentsCall()
                .perform(Script.silent().dial("#1").pause(Duration.ofSeconds(1)).dial("630"));

        awaitTogether("customer", "supervisor");
    }

    @Test
    void theAgentsKeysTransferTheCustomerAfterAWord() {
        customerCalls("603");
        awaitTogether("customer", "agent");
        PhoneCall agent = agentsCall();

        agent.perform(Script.silent().dial("*2").pause(Duration.ofSeconds(1)).dial("202"));
        awaitTogether("agent", "supervisor");
        agent.hangUp();

        awaitTogether("customer", "supervisor");
    }

    @Test
    void aCallIsParkedByAnotherHandAndFetchedFromItsSlot() {
        customerCalls("601");
        awaitTogether("customer", "agent");

        lab.pbx().park(channel("customer").name());
        await().atMost(SOON).untilAsserted(() -> assertThat(lab.pbx().bridges())
                .extracting(Bridge::technology)
                .contains("holding_bridge"));
        lab.phones().supervisor().call("751", Script.silent());

        awaitTogether("customer", "supervisor");
    }

    @Test
    void theAgentsKeysParkTheCustomer() {
        customerCalls("603");
        awaitTogether("customer", "agent");

        agentsCall().perform(Script.silent().dial("#72"));

        await().atMost(SOON).untilAsserted(() -> assertThat(lab.pbx().bridges())
                .anyMatch(bridge -> bridge.technology().equals("holding_bridge")
                        && bridge.channels().stream().anyMatch(isOf("customer"))));
    }

    @Test
    void aCallThatWaitsTooLongInTheShortLotRingsItsParkerAgain() {
        customerCalls("601");
        awaitTogether("customer", "agent");

        lab.pbx().blindTransfer(channel("agent").name(), "from-agent", "760");
        agentsCall().awaitEnded(SOON);

        lab.phones().agent().awaitCall(SOON);
        awaitTogether("customer", "agent");
    }

    @Test
    void anotherPartyTransfersAndRedirectsFromOutside() {
        customerCalls("603");
        awaitTogether("customer", "agent");

        lab.pbx().attendedTransfer(channel("agent").name(), "from-agent", "202");
        awaitTogether("agent", "supervisor");
        agentsCall().hangUp();
        awaitTogether("customer", "supervisor");
        lab.pbx().redirect(channel("customer").name(), "from-customer", "650");

        await().atMost(SOON).untilAsserted(() -> assertThat(lab.pbx().channels())
                .filteredOn(channel -> isOf("customer").test(channel.name()))
                .extracting(Channel::extension)
                .containsExactly("650"));
    }

    @ParameterizedTest
    @CsvSource({"601,*8601", "601,*8201", "601,*8", "602,*8602", "610,*8610"})
    void theSupervisorPicksUpACallThatRingsAtTheAgent(String extension, String keys) {
        lab.phones().agent().answersWith(Script.silent().ringFor(Duration.ofMinutes(1)));
        lab.phones().customer().call(extension, Script.silent());
        PhoneCall ringing = lab.phones().agent().awaitCall(SOON);

        lab.phones().supervisor().call(keys, Script.silent());

        awaitTogether("customer", "supervisor");
        ringing.awaitEnded(SOON);
        assertThat(ringing.answered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"800", "801"})
    void threePartiesMeetInAConference(String customersWay) {
        customerCalls(customersWay);
        lab.phones().agent().call("800", Script.silent()).awaitAnswered(SOON);
        lab.phones().supervisor().call("800", Script.silent()).awaitAnswered(SOON);

        String customer = customersWay.equals("800") ? "PJSIP/customer-" : "Local/800@conference-";
        await().atMost(SOON).untilAsserted(() -> assertThat(lab.pbx().bridges())
                .anyMatch(bridge -> bridge.technology().equals("softmix")
                        && bridge.channels().stream()
                                        .filter(name -> name.startsWith(customer)
                                                || isOf("agent").test(name)
                                                || isOf("supervisor").test(name))
                                        .count()
                                == 3));
    }

    @Test
    void aMutedPartyIsNotHeard(@TempDir Path folder) throws IOException {
        PhoneCall customer =
                lab.phones().customer().call("601", Script.silent().play("tone", Tones.file(folder, 440, 60)));
        PhoneCall agent = agentsCall();
        customer.awaitPlaying("tone", SOON);

        lab.pbx().muteAudio(channel("customer").name(), Pbx.Direction.IN, true);
        Waiting.pause(Duration.ofSeconds(3));
        customer.hangUp();
        agent.awaitEnded(SOON);

        short[] heard = Tones.samples(agent.heard().wav());
        assertThat(Tones.loudness(heard, heard.length - Wav.RATE, heard.length, 440))
                .isLessThan(200);
    }

    @Test
    void aDevicesStateIsKnown() {
        assertThat(lab.pbx().deviceState("Stasis:undertone-agent")).isEqualTo("UNKNOWN");
        assertThat(lab.pbx().command("core show hint 7100")).contains("7100@lamps", "Stasis:undertone-agent");

        customerCalls("601");

        await().atMost(SOON).until(() -> lab.pbx().deviceState("PJSIP/agent").equals("INUSE"));
    }

    @Test
    void userEventsAreKept() {
        lab.pbx()
                .asterisk()
                .ami()
                .send(
                        "Originate",
                        Map.of(
                                "Channel",
                                "Local/650@services",
                                "Application",
                                "UserEvent",
                                "Data",
                                "Greeting,Text: good morning"));

        await().atMost(SOON).untilAsserted(() -> assertThat(lab.pbx().userEvents())
                .filteredOn(event -> event.name().equals("Greeting"))
                .singleElement()
                .satisfies(event -> assertThat(event.fields()).containsEntry("Text", "good morning")));
    }

    private static void customerCalls(String extension) {
        lab.phones().customer().call(extension, Script.silent()).awaitAnswered(SOON);
    }

    private static PhoneCall agentsCall() {
        return lab.phones().agent().awaitCall(SOON);
    }

    /** Until these two phones' channels speak with each other, be it through Local channels. */
    private static void awaitTogether(String one, String other) {
        await().atMost(SOON).untilAsserted(() -> assertThat(reachable(one)).anyMatch(isOf(other)));
    }

    private static Set<String> reachable(String phone) {
        List<Bridge> bridges = lab.pbx().bridges();
        Deque<String> next = new ArrayDeque<>(lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(isOf(phone))
                .toList());
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            String name = next.pop();
            if (seen.add(name)) {
                bridges.stream()
                        .filter(bridge -> bridge.channels().contains(name))
                        .flatMap(bridge -> bridge.channels().stream())
                        .forEach(next::push);
                if (name.startsWith("Local/")) {
                    int half = name.length() - 1;
                    next.push(name.substring(0, half) + (name.charAt(half) == '1' ? '2' : '1'));
                }
            }
        }
        return seen;
    }

    private static Channel channel(String phone) {
        return lab.pbx().channels().stream()
                .filter(channel -> isOf(phone).test(channel.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<String> isOf(String phone) {
        return name -> name.startsWith("PJSIP/" + phone + "-");
    }
}
