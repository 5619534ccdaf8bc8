package org.undertone.aribridge.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.TestingAri;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.aribridge.TestingRelay;
import org.undertone.aribridge.TestingTones;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Cdr;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** Cues, lamps and user events on a real Asterisk; the customer's phone plays 440 Hz, the agent's 1000 Hz. */
@Tag("asterisk")
class PbxActionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Action.Cue TONE = new Action.Cue("Speak calmly", Set.of(Action.Cue.Way.TONE));
    private static final Action.Cue MESSAGE = new Action.Cue("Speak calmly", Set.of(Action.Cue.Way.MESSAGE));
    private static final String LAMP = "Stasis:undertone-agent";

    @TempDir
    static Path folder;

    private static Lab lab;
    private static Script customerTone;
    private static Script agentTone;

    @BeforeAll
    static void startLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        customerTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("customer.wav"), 440, 30));
        agentTone = Script.silent().play("tone", TestingTones.wav(folder.resolve("agent.wav"), 1000, 30));
        TestingRecordings.withoutNativeBridges(lab);
        lab.pbx()
                .command(
                        "dialplan add extension 8001,hint,Stasis:undertone-agent&Stasis:undertone-wall into from-agent");
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
    void theAgentAloneHearsTheToneOfACue() throws IOException {
        int cdrsBefore = lab.pbx().cdrs().size();
        try (TestingActions actions = TestingActions.on(lab, "tone")) {
            PhoneCall customer = call();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            CallFacts facts = actions.seen(TestingActions.facts(lab));

            ActionResult result = actions.pbx().cue(facts, TONE);

            assertThat(result).isEqualTo(ActionResult.done("tone played"));
            await().atMost(PATIENCE).until(() -> lab.pbx().channels().size() == 2);
            customer.hangUp();
            TestingRecordings heardByAgent = TestingRecordings.of(agent.heard());
            TestingRecordings heardByCustomer = TestingRecordings.of(customer.heard());
            // Of 150 and 200 ms; on a busy machine it ends a little later.
            assertThat(heardByAgent.heard(880)).isBetween(Duration.ofMillis(100), Duration.ofMillis(500));
            assertThat(heardByAgent.heard(1175)).isBetween(Duration.ofMillis(140), Duration.ofMillis(500));
            assertThat(heardByAgent.amplitude(440)).isGreaterThan(8_000);
            assertThat(heardByCustomer.amplitude(1000)).isGreaterThan(8_000);
            assertThat(heardByCustomer.heard(880)).isZero();
            assertThat(heardByCustomer.heard(1175)).isZero();
        }
        await().atMost(PATIENCE).until(() -> lab.pbx().cdrs().size() > cdrsBefore);
        assertThat(lab.pbx().cdrs().stream().skip(cdrsBefore).map(Cdr::channel))
                .singleElement()
                .asString()
                .startsWith("PJSIP/customer-");
    }

    @Test
    void aToneWhoseEventsAreLostIsWaitedForByAskingThePbx() throws Exception {
        PhoneCall customer = call();
        PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
        try (TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                TestingActions actions = TestingActions.by(network.uri(), lab, "lost")) {
            CallFacts facts = actions.seen(TestingActions.facts(lab));
            network.stop("PlaybackStarted");

            ActionResult result = actions.pbx().cue(facts, TONE);

            assertThat(network.keepsOneWaiting()).isTrue();
            assertThat(result).isEqualTo(ActionResult.done("tone played"));
            await().atMost(PATIENCE).until(() -> lab.pbx().channels().size() == 2);
        }
        customer.hangUp();
        assertThat(TestingRecordings.of(agent.heard()).heard(880))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(500));
    }

    @Test
    void anAgentIsCuedOnceInAWhileAndToldWhyNotAgain() {
        try (TestingActions actions = TestingActions.on(lab, "rest")) {
            call();
            CallFacts facts = actions.seen(TestingActions.facts(lab));
            assertThat(actions.pbx().cue(facts, TONE).result()).isEqualTo(ActionResult.Result.DONE);

            ActionResult again = actions.pbx().cue(facts, TONE);

            assertThat(again.result()).isEqualTo(ActionResult.Result.SKIPPED);
            assertThat(again.detail()).startsWith("PJSIP/agent was cued ").endsWith("at most one cue in 30 s");
        }
    }

    @Test
    void aCueThatFailedDoesNotCountAndSaysWhy() {
        try (TestingActions actions = TestingActions.on(lab, "failed")) {
            call();
            CallFacts facts = actions.seen(TestingActions.facts(lab));
            CallFacts unregistered = agentNamed(facts, "PJSIP/nobody-00000000");

            for (int i = 0; i < 2; i++) {
                assertThat(actions.pbx().cue(unregistered, MESSAGE))
                        .isEqualTo(ActionResult.failed(
                                "message failed: PJSIP/nobody is not registered, or cannot be sent messages"));
            }
        }
    }

    @Test
    void bothWaysOfACueAreTriedEvenIfOneFails() {
        try (TestingActions actions = TestingActions.on(lab, "ways")) {
            call();
            CallFacts unregistered = agentNamed(actions.seen(TestingActions.facts(lab)), "PJSIP/nobody-00000000");

            ActionResult result = actions.pbx()
                    .cue(
                            unregistered,
                            new Action.Cue("Speak calmly", Set.of(Action.Cue.Way.TONE, Action.Cue.Way.MESSAGE)));

            assertThat(result.result()).isEqualTo(ActionResult.Result.DONE);
            assertThat(result.detail()).contains("tone played", "message failed");
        }
    }

    @Test
    void aCueForACallThatIsOverFails() {
        try (TestingActions actions = TestingActions.on(lab, "over")) {
            PhoneCall customer = call();
            CallFacts facts = actions.seen(TestingActions.facts(lab));
            customer.hangUp();
            lab.awaitIdle(PATIENCE);

            assertThat(actions.pbx().cue(facts, TONE)).isEqualTo(ActionResult.failed("no agent is in the call"));
        }
    }

    @Test
    void aToneWithCommasIsOneMediumOfPartsThatArePlayedOnce() {
        assertThat(Tone.of("!880/150,0/80, 1175/200"))
                .isEqualTo(new Tone("tone:!880/150|!0/80|!1175/200", Duration.ofMillis(430)));
        assertThat(Tone.of("440")).isEqualTo(new Tone("tone:!440/200", Duration.ofMillis(200)));
        assertThat(Tone.of("440/60000").length()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theLampOfTheAgentFlashesUntilTheCallEnds() {
        try (TestingActions actions = TestingActions.on(lab, "lamp")) {
            call();
            CallFacts facts = actions.seen(TestingActions.facts(lab));

            assertThat(actions.pbx().blf(facts, agentLamp(Action.Blf.Light.FLASHING)))
                    .isEqualTo(ActionResult.done(LAMP));
            awaitHint("Ringing");
            actions.pbx().blf(facts, agentLamp(Action.Blf.Light.STEADY));
            awaitHint("InUse");

            actions.pbx().callEnded(facts.call());
            awaitHint("Idle");
        }
    }

    @Test
    void theLampIsThatOfTheAgentWhoIsThereNotOfOneWhoLeft() {
        try (TestingActions actions = TestingActions.on(lab, "lamp-who")) {
            PhoneCall customer = call();
            CallFacts known = TestingActions.facts(lab);
            List<Leg> legs = new ArrayList<>(known.legs());
            legs.add(someLeg(known.call(), "gone"));
            CallFacts facts =
                    actions.seen(new CallFacts(known.call(), "support", "", "", "PJSIP/gone", known.startedAt(), legs));

            assertThat(actions.pbx().blf(facts, agentLamp(Action.Blf.Light.STEADY)))
                    .isEqualTo(ActionResult.done(LAMP));
            customer.hangUp();
            lab.awaitIdle(PATIENCE);
            assertThat(actions.pbx().blf(facts, agentLamp(Action.Blf.Light.FLASHING)))
                    .isEqualTo(ActionResult.failed("no agent is in the call"));
        }
    }

    @Test
    void nothingIsBegunForACallThatIsOver() {
        try (TestingActions actions = TestingActions.on(lab, "ended")) {
            call();
            CallFacts facts = actions.seen(TestingActions.facts(lab));
            actions.pbx().callEnded(facts.call());
            List<SupervisionEvent> events = new CopyOnWriteArrayList<>();

            assertThat(actions.pbx().blf(facts, lamp(Action.Blf.Light.STEADY)))
                    .isEqualTo(ActionResult.failed("the call is over"));
            assertThat(actions.pbx().cue(facts, TONE)).isEqualTo(ActionResult.failed("the call is over"));
            actions.pbx()
                    .supervise(
                            facts,
                            new Action.Supervise(List.of("PJSIP/supervisor"), SupervisionMode.LISTEN, PATIENCE),
                            "angry",
                            events::add);

            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(SupervisionEvent.GaveUp.class, event -> assertThat(event.reason())
                            .isEqualTo("the call is over"));
            assertThat(hint("Idle")).isTrue();
        }
    }

    @Test
    void aCueThatBeginsWhileUndertoneEndsLeavesNothingOnTheAgentsLeg() throws Exception {
        call();
        try (TestingRelay network =
                new TestingRelay(lab.spareAddress(), lab.pbx().httpUri())) {
            TestingActions actions = TestingActions.by(network.uri(), lab, "cue-end");
            CallFacts facts = actions.seen(TestingActions.facts(lab));
            // The request for the whispering snoop is on its way when the end comes.
            network.stop("/snoop/");
            Thread cue = new Thread(() -> actions.pbx().cue(facts, TONE));
            cue.start();
            await().atMost(PATIENCE).until(network::keepsOneWaiting);
            Thread end = new Thread(actions.pbx()::close);
            end.start();
            Thread.sleep(500);
            assertThat(end.isAlive())
                    .as("the end waits for what it must remove")
                    .isTrue();

            network.mend();
            end.join();

            await().atMost(PATIENCE).until(() -> lab.pbx().channels().size() == 2);
            assertThat(actions.pbx().cue(facts, TONE)).satisfies(refused -> {
                assertThat(refused.result()).isEqualTo(ActionResult.Result.FAILED);
                assertThat(refused.detail()).isEqualTo("Undertone is ending");
            });
        }
    }

    @Test
    void aLampThatTwoCallsLightGoesOutWithTheLastOfThem() {
        try (TestingActions actions = TestingActions.on(lab, "lamps")) {
            actions.pbx().blf(actions.seen(someCall("1")), lamp(Action.Blf.Light.STEADY));
            actions.pbx().blf(actions.seen(someCall("2")), lamp(Action.Blf.Light.FLASHING));
            awaitHint("Ringing");

            actions.pbx().callEnded(new CallId("2"));
            awaitHint("InUse");
            actions.pbx().callEnded(new CallId("1"));
            awaitHint("Idle");
        }
    }

    @Test
    void aLampThatCouldNotBePutOutIsWhenTheConnectionIsBack() throws Exception {
        TestingAri ari = new TestingAri(lab.pbx());
        try (TestingActions actions = TestingActions.on(lab, "lamps-again")) {
            ari.send("PUT", "deviceStates/" + LAMP + "?deviceState=RINGING");
            awaitHint("Ringing");

            actions.hearsAgain(lab);

            awaitHint("Idle");
            actions.pbx().blf(actions.seen(someCall("1")), lamp(Action.Blf.Light.STEADY));
            actions.hearsAgain(lab);
            actions.pbx().blf(actions.seen(someCall("2")), new Action.Blf("other", Action.Blf.Light.STEADY));
            assertThat(hint("InUse")).as("a lamp that is wanted stays lit").isTrue();
        }
    }

    @Test
    void lampsGoOutAtTheEndAndThoseOfAnEarlierLifeAtTheStart() throws Exception {
        try (TestingActions actions = TestingActions.on(lab, "lamps-end")) {
            actions.pbx().blf(actions.seen(someCall("1")), lamp(Action.Blf.Light.STEADY));
            awaitHint("InUse");
        }
        awaitHint("Idle");
        TestingAri ari = new TestingAri(lab.pbx());
        ari.send("PUT", "deviceStates/" + LAMP + "?deviceState=RINGING");
        ari.send("PUT", "deviceStates/Stasis:somebody-elses?deviceState=RINGING");
        awaitHint("Ringing");
        try (TestingActions actions = TestingActions.on(lab, "lamps-start")) {
            actions.pbx().resumed(Set.of());
            awaitHint("Idle");
            await().atMost(PATIENCE).until(() -> ari.send("GET", "deviceStates")
                    .equals("[{\"name\":\"Stasis:somebody-elses\",\"state\":\"RINGING\"}]"));
        }
        ari.send("DELETE", "deviceStates/Stasis:somebody-elses");
    }

    @Test
    void theAdviceOfACueArrivesAsATextOnTheAgentsPhone() {
        try (TestingActions actions = TestingActions.on(lab, "texts")) {
            call();

            ActionResult result = actions.pbx()
                    .cue(
                            actions.seen(TestingActions.facts(lab)),
                            new Action.Cue("Ruhig bleiben, größer atmen", Set.of(Action.Cue.Way.MESSAGE)));

            assertThat(result).isEqualTo(ActionResult.done("message sent"));
            assertThat(lab.phones().agent().awaitMessages(1, PATIENCE))
                    .singleElement()
                    .satisfies(text -> assertThat(text.body()).isEqualTo("Ruhig bleiben, größer atmen"))
                    .satisfies(text -> assertThat(text.from()).contains("sip:undertone@127.0.0.1"));
        }
    }

    @Test
    void anEventReachesAmiWithItsFieldsEachInOneLine() {
        try (TestingActions actions = TestingActions.on(lab, "events")) {
            call();
            CallFacts facts = actions.seen(TestingActions.facts(lab));

            ActionResult result = actions.pbx()
                    .userEvent(
                            facts,
                            new Action.UserEvent("UndertoneAlert", Map.of("rule", "upset\r\nforged: yes")),
                            Map.of("rule", "replaced", "p", "0.92", "who is it", "zoë"));

            assertThat(result).isEqualTo(ActionResult.done(""));
            await().atMost(PATIENCE).until(() -> !lab.pbx().userEvents().isEmpty());
            assertThat(lab.pbx().userEvents()).singleElement().satisfies(event -> {
                assertThat(event.name()).isEqualTo("UndertoneAlert");
                assertThat(event.fields())
                        .containsEntry("rule", "upset forged: yes")
                        .containsEntry("p", "0.92")
                        .containsEntry("who_is_it", "zoë")
                        .containsEntry("Linkedid", facts.call().linkedId())
                        .doesNotContainKey("forged");
            });
        }
    }

    /** A call in which the agent hears the customer: a whisper is heard with the sound of the call alone. */
    private static PhoneCall call() {
        lab.phones().agent().answersWith(agentTone);
        PhoneCall customer = lab.phones().customer().call("601", customerTone);
        customer.awaitAnswered(PATIENCE);
        await().atMost(PATIENCE).until(() -> lab.pbx().bridges().stream()
                .anyMatch(bridge -> bridge.channels().size() == 2));
        await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/agent-"))
                .anyMatch(PbxActionsTest::isSentSound));
        return customer;
    }

    private static boolean isSentSound(Channel channel) {
        try {
            String counts = new TestingAri(lab.pbx()).send("GET", "channels/" + channel.uniqueId() + "/rtp_statistics");
            return !counts.contains("\"txcount\":0,");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same call, as if its agent sat at another phone. */
    private static CallFacts agentNamed(CallFacts facts, String channelName) {
        List<Leg> legs = facts.legs().stream()
                .map(leg -> leg.role() == Role.AGENT ? new Leg(leg.id(), channelName, Role.AGENT) : leg)
                .toList();
        return new CallFacts(facts.call(), "support", "", "", "PJSIP/nobody", facts.startedAt(), legs);
    }

    private static CallFacts someCall(String id) {
        CallId call = new CallId(id);
        return new CallFacts(call, "support", "", "", "PJSIP/agent", Instant.now(), List.of(someLeg(call, "agent")));
    }

    /** A leg that is not there. */
    private static Leg someLeg(CallId call, String phone) {
        return new Leg(new LegId(call, "channel-" + call.linkedId()), "PJSIP/" + phone + "-0000000f", Role.AGENT);
    }

    private static Action.Blf agentLamp(Action.Blf.Light light) {
        return new Action.Blf(Action.Blf.AGENT, light);
    }

    /** The same lamp, lit by its name, for which nobody need be in the call. */
    private static Action.Blf lamp(Action.Blf.Light light) {
        return new Action.Blf("wall", light);
    }

    private static void awaitHint(String state) {
        await().atMost(PATIENCE).until(() -> hint(state));
    }

    private static boolean hint(String state) {
        return lab.pbx()
                .command("core show hints")
                .lines()
                .anyMatch(line -> line.startsWith("8001@") && line.contains("State:" + state + " "));
    }
}
