package org.undertone.aribridge.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.aribridge.TestingRelay;
import org.undertone.aribridge.TestingTones;
import org.undertone.config.Settings;
import org.undertone.config.SettingsParts;
import org.undertone.config.SuperviseSettings;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Cdr;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.SipCall;

/** Who hears whom in a supervised call, by what the phones heard, and what the CDRs say of it. */
class SupervisionTest extends SupervisedCalls {

    @Test
    void itEndsWithTheReasonWhereTheNextAgentsCodecIsOnlyPassedOn() throws Exception {
        try (TestingActions actions = TestingActions.on(lab, "passed-on")) {
            call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            lab.phones().supervisor().answersWith(Script.silent());
            CallFacts facts = TestingActions.facts(lab);
            actions.supervise(facts, wanted(SupervisionMode.LISTEN, SUPERVISOR));
            awaitEvent(actions, SupervisionEvent.Joined.class, 1);
            SipCall next = lab.sipPhone("line2").speaks(Codec.G729).call("650");
            next.awaitAnswered(PATIENCE);
            Leg nextAgent = lab.pbx().channels().stream()
                    .filter(channel -> channel.name().startsWith("PJSIP/line2-"))
                    .map(channel -> new Leg(new LegId(facts.call(), channel.uniqueId()), channel.name(), Role.AGENT))
                    .findFirst()
                    .orElseThrow();
            List<Leg> legs = new ArrayList<>(facts.legs());
            legs.add(nextAgent);
            actions.seen(new CallFacts(facts.call(), "support", "support", "600", "", Instant.now(), legs));

            agent.hangUp();

            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            assertThat(actions.events(SupervisionEvent.Left.class).get(0).reason())
                    .startsWith("the agent cannot be heard: its codec is g729");
        }
    }

    @Test
    void whoHearsTheSupervisorIsAsTheModeSaysAndKeysChangeIt() throws Exception {
        int cdrsBefore = lab.pbx().cdrs().size();
        try (TestingActions actions = TestingActions.on(lab, "modes")) {
            PhoneCall customer = call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            lab.phones().supervisor().answersWith(speaking("start"));
            actions.supervise(TestingActions.facts(lab), wanted(SupervisionMode.LISTEN, SUPERVISOR));
            PhoneCall supervisor = lab.phones().supervisor().awaitCall(PATIENCE);

            List<Span> spans = new ArrayList<>();
            spans.add(span(awaitEvent(actions, SupervisionEvent.Joined.class, 1)));
            for (String key : List.of("5", "6", "4", "6", "5")) {
                int changes = actions.events(SupervisionEvent.ModeChanged.class).size();
                supervisor.perform(Script.silent().dial(key).play("after" + changes, supervisorTone));
                spans.add(span(awaitEvent(actions, SupervisionEvent.ModeChanged.class, changes + 1)));
            }
            customer.hangUp();

            TestingRecordings byAgent = TestingRecordings.of(agent.heard());
            TestingRecordings byCustomer = TestingRecordings.of(customer.heard());
            assertThat(actions.events(SupervisionEvent.ModeChanged.class))
                    .extracting(SupervisionEvent.ModeChanged::mode)
                    .containsExactly(
                            SupervisionMode.COACH,
                            SupervisionMode.BARGE,
                            SupervisionMode.LISTEN,
                            SupervisionMode.BARGE,
                            SupervisionMode.COACH);
            heard(spans.get(0), byAgent, byCustomer, false, false);
            heard(spans.get(1), byAgent, byCustomer, true, false);
            heard(spans.get(2), byAgent, byCustomer, true, true);
            heard(spans.get(3), byAgent, byCustomer, false, false);
            heard(spans.get(4), byAgent, byCustomer, true, true);
            heard(spans.get(5), byAgent, byCustomer, true, false);
            assertThat(byAgent.amplitude(440)).isGreaterThan(LOUD);
            assertThat(byCustomer.amplitude(1000)).isGreaterThan(LOUD);

            supervisor.hangUp();
            TestingRecordings bySupervisor = TestingRecordings.of(supervisor.heard());
            Instant from = spans.get(0).from();
            Instant to = spans.get(5).to();
            // A busy machine makes gaps of its own (360 ms were seen); who loses a leg at a change hears it no more.
            assertThat(bySupervisor.longestGap(440, from, to)).isLessThan(Duration.ofSeconds(1));
            assertThat(bySupervisor.longestGap(1000, from, to)).isLessThan(Duration.ofSeconds(1));
            assertThat(bySupervisor.amplitude(1500)).isLessThan(NOTHING);
            lab.awaitIdle(PATIENCE);
            await().atMost(PATIENCE).until(() -> lab.pbx().cdrs().size() >= cdrsBefore + 2);
            assertThat(lab.pbx().cdrs().stream().skip(cdrsBefore).map(cdr -> phone(cdr.channel())))
                    .containsExactlyInAnyOrder("PJSIP/customer", "PJSIP/supervisor");
            assertThat(lab.pbx().cdrs().stream().skip(cdrsBefore))
                    .as("one CDR for the whole of a supervision with %s changes", spans.size() - 1)
                    .allSatisfy(cdr -> assertThat(cdr.billsec()).isGreaterThan(Duration.ofSeconds(6)));
        }
    }

    @Test
    void theSupervisorsHangUpLeavesTheCallAsItWas() throws IOException {
        int cdrsBefore = lab.pbx().cdrs().size();
        try (TestingActions actions = TestingActions.on(lab, "leaves")) {
            PhoneCall customer = call();
            PhoneCall supervisor = joined(actions, SupervisionMode.BARGE);
            supervisor.hangUp();

            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            assertThat(actions.events(SupervisionEvent.Left.class).get(0).reason())
                    .isEqualTo("the supervisor hung up");
            nothingIsLeftButTheCall();
            assertThat(customer.ended()).isFalse();
        }
        assertThat(lab.pbx().cdrs().stream().skip(cdrsBefore)).singleElement().satisfies(cdr -> {
            assertThat(cdr.channel()).startsWith("PJSIP/supervisor-");
            assertThat(cdr.accountCode()).isEqualTo("undertone");
            assertThat(cdr.disposition()).isEqualTo("ANSWERED");
        });
    }

    @Test
    void keysOfTheOtherPartiesChangeNothingAndAreNeverToldToUs() throws IOException {
        try (TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                TestingActions actions = TestingActions.by(network.uri(), lab, "keys")) {
            PhoneCall customer = call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);
            customer.perform(Script.silent().dial("6"));
            agent.perform(Script.silent().dial("6"));
            customer.perform(Script.silent().dial("4711"));
            supervisor.perform(Script.silent().dial("1975"));

            awaitEvent(actions, SupervisionEvent.ModeChanged.class, 1);
            assertThat(actions.events(SupervisionEvent.ModeChanged.class))
                    .extracting(SupervisionEvent.ModeChanged::mode)
                    .containsExactly(SupervisionMode.COACH);
            assertThat(whoseKeysCame(network)).isNotEmpty().allMatch(name -> name.startsWith("PJSIP/supervisor-"));
        }
    }

    /** The channels whose keys the PBX told of, by what it really sent. */
    private static List<String> whoseKeysCame(TestingRelay network) {
        return Pattern.compile("\"ChannelDtmfReceived\",\\s*\"timestamp\".*?\"name\":\\s*\"([^\"]+)", Pattern.DOTALL)
                .matcher(network.fromPbx())
                .results()
                .map(event -> event.group(1))
                .toList();
    }

    @Test
    void aSupervisorsLegIsInNoCdrWhereTheSettingsSaySo() {
        int cdrsBefore = lab.pbx().cdrs().size();
        Settings with = TestingDaemon.settings(lab.pbx(), "cdr", TestingDaemon.queue(Role.CUSTOMER));
        Settings without = new Settings(
                with.asterisk(),
                with.media(),
                with.model(),
                with.track(),
                with.load(),
                with.rules(),
                with.ledger(),
                with.cue(),
                new SuperviseSettings(false, "undertone"),
                SettingsParts.NONE,
                with.profiles(),
                Optional.empty());
        try (TestingActions actions = TestingActions.with(without)) {
            PhoneCall customer = call();
            joined(actions, SupervisionMode.BARGE).hangUp();
            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            customer.hangUp();
            lab.awaitIdle(PATIENCE);
        }
        await().atMost(PATIENCE).until(() -> lab.pbx().cdrs().size() > cdrsBefore);
        assertThat(lab.pbx().cdrs().stream().skip(cdrsBefore).map(Cdr::channel))
                .singleElement()
                .asString()
                .startsWith("PJSIP/customer-");
    }

    @Test
    void theSupervisorFollowsTheCallToItsNextAgent() throws IOException {
        Script otherTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("other.wav"), 700, 60));
        try (TestingActions actions = TestingActions.on(lab, "follows")) {
            call();
            CallFacts before = TestingActions.facts(lab);
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);
            lab.pbx().hangUp(name(before, Role.AGENT));
            await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                    .noneMatch(channel -> channel.name().startsWith("PJSIP/agent-")));
            // As a transfer brings them: the next agent's leg becomes known as one of this call.
            lab.phones().customer().call("601", otherTone).awaitAnswered(PATIENCE);
            Leg nextAgent = TestingActions.facts(lab).legs().stream()
                    .filter(leg -> leg.role() == Role.AGENT)
                    .findFirst()
                    .orElseThrow();
            List<Leg> legs = new ArrayList<>(before.legs());
            legs.add(nextAgent);
            actions.pbx()
                    .callChanged(
                            new CallFacts(before.call(), "support", "", "", "PJSIP/agent", before.startedAt(), legs));

            await().atMost(PATIENCE).until(() -> names("Snoop/" + nextAgent.id().channelId()) == 1);
            pause(1_500);
            Instant end = Instant.now();
            assertThat(actions.events()).hasSize(2);
            supervisor.hangUp();
            TestingRecordings bySupervisor = TestingRecordings.of(supervisor.heard());
            assertThat(bySupervisor.amplitude(700, end.minusMillis(800), end.minusMillis(100)))
                    .isGreaterThan(LOUD);
            assertThat(bySupervisor.amplitude(1000, end.minusMillis(800), end.minusMillis(100)))
                    .isGreaterThan(LOUD);
        }
    }

    private static String phone(String channelName) {
        return Endpoint.ofChannel(channelName).toString();
    }

    /** A time in which a mode was in force, clear of its edges. */
    private record Span(Instant from, Instant to) {}

    private static Span span(SupervisionEvent begun) {
        pause(1_200);
        return new Span(begun.at().plusMillis(400), Instant.now().minusMillis(100));
    }

    private static void heard(
            Span span, TestingRecordings byAgent, TestingRecordings byCustomer, boolean agent, boolean customer) {
        assertThat(byAgent.amplitude(1500, span.from(), span.to()) > LOUD)
                .as("agent, %s", byAgent.amplitude(1500, span.from(), span.to()))
                .isEqualTo(agent);
        assertThat(byCustomer.amplitude(1500, span.from(), span.to()) > LOUD)
                .as("customer, %s", byCustomer.amplitude(1500, span.from(), span.to()))
                .isEqualTo(customer);
        if (!agent) {
            assertThat(byAgent.amplitude(1500, span.from(), span.to())).isLessThan(NOTHING);
        }
        if (!customer) {
            assertThat(byCustomer.amplitude(1500, span.from(), span.to())).isLessThan(NOTHING);
        }
    }

    private static String name(CallFacts facts, Role role) {
        return facts.legs().stream()
                .filter(leg -> leg.role() == role)
                .map(Leg::channelName)
                .findFirst()
                .orElseThrow();
    }
}
