package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.Settings;
import org.undertone.config.SuperviseSettings;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.lab.Cdr;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** Supervisors on a real Asterisk; the customer's phone plays 440 Hz, the agent's 1000 Hz, the supervisor's 1500 Hz. */
class SupervisionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RING = Duration.ofSeconds(20);
    private static final String SUPERVISOR = "PJSIP/supervisor";
    private static final double LOUD = 6_000;
    private static final double NOTHING = 200;

    @TempDir
    static Path folder;

    private static Lab lab;
    private static Script customerTone;
    private static Script agentTone;
    private static Path supervisorTone;

    @BeforeAll
    static void startLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        TestingRecordings.withoutNativeBridges(lab);
        customerTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("customer.wav"), 440, 60));
        agentTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("agent.wav"), 1000, 60));
        supervisorTone = TestingTones.wav(folder.resolve("supervisor.wav"), 1500, 60);
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
        lab.awaitIdle(PATIENCE);
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
            assertThat(bySupervisor.longestGap(440, from, to)).isLessThan(Duration.ofMillis(300));
            assertThat(bySupervisor.longestGap(1000, from, to)).isLessThan(Duration.ofMillis(300));
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
    void whoCannotBeReachedIsPassedOverAndTheReasonTold() {
        try (TestingActions actions = TestingActions.on(lab, "order")) {
            call();
            CallFacts facts = TestingActions.facts(lab);
            lab.phones().supervisor().answersWith(Script.busy());

            actions.supervise(facts, wanted(SupervisionMode.LISTEN, "PJSIP/nobody", "PJSIP/agent", SUPERVISOR));

            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            assertThat(actions.events(SupervisionEvent.NotReached.class))
                    .extracting(SupervisionEvent.NotReached::supervisor, SupervisionEvent.NotReached::reason)
                    .containsExactly(
                            tuple("PJSIP/nobody", "there is no such phone, or it is not registered"),
                            tuple("PJSIP/agent", "is in this call already"),
                            tuple(SUPERVISOR, "is busy"));
            assertThat(actions.events(SupervisionEvent.GaveUp.class))
                    .singleElement()
                    .extracting(SupervisionEvent.GaveUp::reason)
                    .isEqualTo("no supervisor could be reached");
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void whoDoesNotAnswerIsFollowedByTheNext() {
        try (TestingActions actions = TestingActions.on(lab, "next")) {
            call();
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(30)));
            CallFacts facts = TestingActions.facts(lab);

            actions.supervise(
                    facts,
                    new Action.Supervise(
                            List.of(SUPERVISOR, SUPERVISOR), SupervisionMode.LISTEN, Duration.ofSeconds(1)));
            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            assertThat(actions.events())
                    .extracting(Object::getClass)
                    .containsExactly(
                            SupervisionEvent.Ringing.class,
                            SupervisionEvent.NotReached.class,
                            SupervisionEvent.Ringing.class,
                            SupervisionEvent.NotReached.class,
                            SupervisionEvent.GaveUp.class);
            assertThat(actions.events(SupervisionEvent.NotReached.class))
                    .extracting(SupervisionEvent.NotReached::reason)
                    .containsOnly("did not answer");
            nothingIsLeftButTheCall();
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
    void theSupervisorLeavesWithTheCall() {
        try (TestingActions actions = TestingActions.on(lab, "ends")) {
            PhoneCall customer = call();
            CallFacts facts = TestingActions.facts(lab);
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);

            customer.hangUp();
            actions.pbx().callEnded(facts.call());

            supervisor.awaitEnded(PATIENCE);
            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            assertThat(actions.events(SupervisionEvent.Left.class).get(0).reason())
                    .isEqualTo("the call ended");
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void aSupervisorWhoIsRungWhenTheCallEndsIsRungNoMore() {
        try (TestingActions actions = TestingActions.on(lab, "rings")) {
            call();
            CallFacts facts = TestingActions.facts(lab);
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(30)));
            actions.supervise(facts, wanted(SupervisionMode.LISTEN, SUPERVISOR));
            PhoneCall supervisor = lab.phones().supervisor().awaitCall(PATIENCE);

            actions.pbx().callEnded(facts.call());

            supervisor.awaitEnded(PATIENCE);
            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void keysOfTheOtherPartiesChangeNothing() {
        try (TestingActions actions = TestingActions.on(lab, "keys")) {
            PhoneCall customer = call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            PhoneCall supervisor = joined(actions, SupervisionMode.LISTEN);
            customer.perform(Script.silent().dial("6"));
            agent.perform(Script.silent().dial("6"));
            supervisor.perform(Script.silent().dial("1975"));

            awaitEvent(actions, SupervisionEvent.ModeChanged.class, 1);
            assertThat(actions.events(SupervisionEvent.ModeChanged.class))
                    .extracting(SupervisionEvent.ModeChanged::mode)
                    .containsExactly(SupervisionMode.COACH);
        }
    }

    @Test
    void anAnswerAndAHangUpThatWereMissedAreNoticedWhenTheConnectionIsBack() {
        try (TestingActions actions = TestingActions.on(lab, "missed")) {
            call();
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(1)));
            actions.supervise(TestingActions.facts(lab), wanted(SupervisionMode.LISTEN, SUPERVISOR));
            awaitEvent(actions, SupervisionEvent.Ringing.class, 1);
            actions.deaf();
            PhoneCall supervisor = lab.phones().supervisor().awaitCall(PATIENCE);
            supervisor.awaitAnswered(PATIENCE);
            await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                    .anyMatch(channel -> channel.name().startsWith("PJSIP/supervisor-")
                            && channel.state().equals("Up")));
            actions.hearsAgain(lab);
            awaitEvent(actions, SupervisionEvent.Joined.class, 1);

            actions.deaf();
            supervisor.hangUp();
            await().atMost(PATIENCE).until(() -> names("PJSIP/supervisor-") == 0);
            actions.hearsAgain(lab);
            awaitEvent(actions, SupervisionEvent.Left.class, 1);
            nothingIsLeftButTheCall();
        }
    }

    @Test
    void aSecondSupervisionOfACallIsRefused() {
        try (TestingActions actions = TestingActions.on(lab, "second")) {
            call();
            joined(actions, SupervisionMode.LISTEN);

            actions.supervise(TestingActions.facts(lab), wanted(SupervisionMode.BARGE, SUPERVISOR));

            assertThat(actions.events(SupervisionEvent.GaveUp.class))
                    .singleElement()
                    .extracting(SupervisionEvent.GaveUp::reason)
                    .isEqualTo("a supervisor is ringing or in this call already");
            assertThat(actions.events(SupervisionEvent.Joined.class)).hasSize(1);
        }
    }

    @Test
    void aCallThatIsOverRingsNobody() {
        try (TestingActions actions = TestingActions.on(lab, "late")) {
            PhoneCall customer = call();
            CallFacts facts = TestingActions.facts(lab);
            customer.hangUp();
            lab.awaitIdle(PATIENCE);

            actions.supervise(facts, wanted(SupervisionMode.LISTEN, SUPERVISOR));

            awaitEvent(actions, SupervisionEvent.GaveUp.class, 1);
            assertThat(actions.events()).hasSize(1);
        }
    }

    @Test
    void endingUndertoneSendsTheSupervisorAwayAndLeavesTheCall() {
        PhoneCall customer;
        PhoneCall supervisor;
        List<SupervisionEvent> events;
        try (TestingActions actions = TestingActions.on(lab, "closes")) {
            customer = call();
            supervisor = joined(actions, SupervisionMode.COACH);
            events = actions.events();
        }
        assertThat(events).last().isInstanceOf(SupervisionEvent.Left.class);
        supervisor.awaitEnded(PATIENCE);
        nothingIsLeftButTheCall();
        assertThat(customer.ended()).isFalse();
    }

    @Test
    void aSupervisorsLegIsInNoCdrWhereTheSettingsSaySo() {
        int cdrsBefore = lab.pbx().cdrs().size();
        Settings with = TestingDaemon.settings(lab.pbx(), "cdr", TestingDaemon.queue(Role.CUSTOMER));
        Settings without = new Settings(
                with.asterisk(),
                with.media(),
                with.model(),
                with.rules(),
                with.ledger(),
                with.cue(),
                new SuperviseSettings(false, "undertone"),
                with.profiles());
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

    private static long names(String prefix) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith(prefix))
                .count();
    }

    private static PhoneCall call() {
        lab.phones().agent().answersWith(agentTone);
        PhoneCall customer = lab.phones().customer().call("601", customerTone);
        customer.awaitAnswered(PATIENCE);
        await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                .anyMatch(bridge -> bridge.channels().size() == 2));
        return customer;
    }

    private static Script speaking(String label) {
        return Script.silent().play(label, supervisorTone);
    }

    private static PhoneCall joined(TestingActions actions, SupervisionMode mode) {
        lab.phones().supervisor().answersWith(speaking("tone"));
        actions.supervise(TestingActions.facts(lab), wanted(mode, SUPERVISOR));
        awaitEvent(actions, SupervisionEvent.Joined.class, 1);
        return lab.phones().supervisor().awaitCall(PATIENCE);
    }

    private static Action.Supervise wanted(SupervisionMode mode, String... supervisors) {
        return new Action.Supervise(List.of(supervisors), mode, RING);
    }

    private static <T extends SupervisionEvent> T awaitEvent(TestingActions actions, Class<T> type, int count) {
        await().atMost(PATIENCE).until(() -> actions.events(type).size() >= count);
        return actions.events(type).get(count - 1);
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

    private static void nothingIsLeftButTheCall() {
        await().atMost(PATIENCE)
                .until(() ->
                        lab.pbx().channels().size() == 2 && lab.pbx().bridges().size() == 1);
    }

    private static String name(CallFacts facts, Role role) {
        return facts.legs().stream()
                .filter(leg -> leg.role() == role)
                .map(Leg::channelName)
                .findFirst()
                .orElseThrow();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
