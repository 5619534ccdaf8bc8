package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.aribridge.act.ActionResult;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.Action;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.Impairment;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;

/**
 * What phones and networks do: holds, REFERs, codecs, direct media, loss, jitter, a death without a word. The customer's
 * phone is {@code line1}, the agent's {@code line3}, unless a test says otherwise; the customer plays 440 Hz.
 */
@Tag("asterisk")
class EveryPhoneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CUSTOMER_TONE = 440;
    private static final int AGENT_TONE = 1000;
    private static final double PEAK = 9_000;

    @TempDir
    static Path folder;

    private static Lab lab;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults());
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
    @EnumSource(SipCall.Hold.class)
    void whileTheAgentHoldsTheCustomerIsNotScored(SipCall.Hold how) throws InterruptedException {
        try (TestingDaemon daemon = started("agent-holds-" + how, "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
            Leg customer = awaitHeard(daemon);

            call.agent().hold(how, PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());
            int heard = daemon.windows().size();
            TimeUnit.SECONDS.sleep(2);
            assertThat(daemon.windows()).hasSizeLessThanOrEqualTo(heard + 1);
            call.agent().unhold(PATIENCE);

            await().atMost(PATIENCE).until(() -> daemon.windows().size() > heard + 2);
            assertPausedOnce(daemon, customer.id(), "hold");
        }
    }

    @Test
    void aDaemonThatStartsDuringAHoldScoresNothingUntilItsEnd() {
        Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
        call.agent().hold(SipCall.Hold.SENDONLY, PATIENCE);
        try (TestingDaemon daemon = started("late-hold", "line1")) {
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.TapOpened.class).isEmpty());
            assertThat(daemon.windows()).isEmpty();
            assertThat(daemon.events(CallEvent.Paused.class)).hasSize(1);

            call.agent().unhold(PATIENCE);

            awaitHeard(daemon);
        }
    }

    @Test
    void anAgentWhoConsultsAQueueIsNoCustomerAndWhomTheQueueGivesIsTheNextAgent() {
        try (TestingDaemon daemon = started("consults", "line1")) {
            lab.phones().agent().answersWith(Script.silent());
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
            Leg customer = awaitHeard(daemon);

            call.agent().hold(SipCall.Hold.SENDONLY, PATIENCE);
            SipCall consultation = call.agentsPhone().call("600");
            consultation.awaitAnswered(PATIENCE);
            lab.awaitConversations(2, PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());
            call.agent().transferTo(consultation);
            assertThat(call.agent().awaitTransferred(PATIENCE)).isEqualTo(200);

            awaitAgent(daemon, customer.id(), "PJSIP/agent");
            assertHeardOn(daemon, customer);
            assertThat(daemon.facts(customer.id()).agent()).isEqualTo("PJSIP/agent");
        }
    }

    @Test
    void aPauseGoesOnWhenATapIsOpenedAnewAndIsToldAgain() {
        try (TestingDaemon daemon = started("anew", "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
            Leg customer = awaitHeard(daemon);
            call.agent().hold(SipCall.Hold.SENDONLY, PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());

            lab.pbx()
                    .hangUp(lab.pbx().channels().stream()
                            .map(Channel::name)
                            .filter(name -> name.startsWith("Snoop/"))
                            .findFirst()
                            .orElseThrow());
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 2);
            int heard = daemon.windows().size();

            assertThat(daemon.events(CallEvent.Paused.class)).hasSize(2).allSatisfy(paused -> assertThat(paused.leg())
                    .isEqualTo(customer.id()));
            call.agent().unhold(PATIENCE);
            await().atMost(PATIENCE).until(() -> daemon.windows().size() > heard);
        }
    }

    @Test
    void aToneIsHeardInWideband() {
        try (TestingDaemon daemon = started("wideband", "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.L16);

            awaitHeard(daemon);
            assertThat(call.customer().codec()).contains(Codec.L16);
        }
    }

    @Test
    void aToneIsHeardInG722() throws IOException {
        Path g722 = lab.pbx().convert(TestingTones.wav(folder.resolve("tone.wav"), CUSTOMER_TONE, 30), "g722");
        try (TestingDaemon daemon = started("g722", "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.G722);
            call.customer().media().play(PhoneSound.encoded(Codec.G722, g722));

            awaitHeard(daemon);
        }
    }

    /** A snoop of such a leg brings zeros, and two lines for each packet to the PBX's log. */
    @Test
    void aLegWhoseCodecThePbxOnlyPassesOnIsLeftAloneWithAReason() {
        try (TestingDaemon daemon = started("passed-on", "line1")) {
            SipPhone agents = lab.sipPhone("line3").speaks(Codec.G729);
            SipCall customer = lab.sipPhone("line1").speaks(Codec.G729).call("903");
            SipCall agent = agents.awaitCall(PATIENCE);
            customer.awaitAnswered(PATIENCE);
            lab.awaitConversations(1, PATIENCE);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .contains("its codec is g729, which the PBX passes on but cannot translate: load a codec"
                            + " module for g729, or have this phone or trunk use alaw or ulaw"));
            int packets = agent.media().heard().size();
            await().atMost(PATIENCE).until(() -> agent.media().heard().size() > packets + 50);

            assertThat(daemon.events(CallEvent.TapOpened.class)).isEmpty();
            ActionResult cue =
                    daemon.actions().cue(daemon.facts(), new Action.Cue("angry", Set.of(Action.Cue.Way.TONE)));
            assertThat(cue.result()).isEqualTo(ActionResult.Result.FAILED);
            assertThat(cue.detail()).contains("its codec is g729");
            List<SupervisionEvent> told = new CopyOnWriteArrayList<>();
            daemon.actions()
                    .supervise(
                            daemon.facts(),
                            new Action.Supervise(
                                    List.of("PJSIP/supervisor"), SupervisionMode.LISTEN, Duration.ofSeconds(20)),
                            "passed-on",
                            told::add);
            await().atMost(PATIENCE).until(() -> !told.isEmpty());
            assertThat(told).singleElement().isInstanceOfSatisfying(SupervisionEvent.GaveUp.class, gaveUp -> assertThat(
                            gaveUp.reason())
                    .startsWith("the agent cannot be heard: its codec is g729"));
            assertThat(lab.pbx().log()).noneMatch(line -> line.contains("No translator path"));
        }
    }

    @Test
    void aCallWhosePhonesSendToEachOtherIsHeardAndLeftToThemAgain() {
        SipCall customer;
        try (TestingDaemon daemon = started("direct", "direct1")) {
            Conversation call = Conversation.begin("direct1", "direct2", "912", Codec.ULAW);
            customer = call.customer();

            awaitHeard(daemon);
        }
        SipCall theCustomers = customer;
        await().atMost(PATIENCE).until(() -> !theCustomers
                .media()
                .remote()
                .orElseThrow()
                .getAddress()
                .equals(lab.pbx().address()));
        assertThat(theCustomers.ended()).isFalse();
    }

    @Test
    void aFifthOfThePacketsLostIsHeardWithHoles() {
        try (TestingDaemon daemon = started("loss", "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
            call.customer()
                    .media()
                    .play(PhoneSound.tone(Codec.ULAW, CUSTOMER_TONE, PEAK, LONG), Impairment.loss(0.2, 7));

            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= 8);
            assertThat(TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE))
                    .isBetween(4_000.0, 8_900.0);
            // The PBX fills the holes with silence: no packet of its own is missing.
            assertThat(daemon.lastWindow().missingShare()).isLessThan(0.1);
        }
    }

    @Test
    void jitterOf300MillisecondsDoesNotStopTheHearing() {
        try (TestingDaemon daemon = started("jitter", "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
            awaitHeard(daemon);
            int heard = daemon.windows().size();
            call.customer()
                    .media()
                    .play(
                            PhoneSound.tone(Codec.ULAW, CUSTOMER_TONE, PEAK, LONG),
                            Impairment.jitter(Duration.ofMillis(300), 7));

            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= heard + 8);
            assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
        }
    }

    @Test
    void aPhoneThatDiesWithoutAWordIsHeardAsSilenceUntilThePbxEndsItsCall() {
        try (TestingDaemon daemon = started("dies", "mortal1")) {
            Conversation call = Conversation.begin("mortal1", "line3", "612", Codec.ULAW);
            awaitHeard(daemon);

            call.customersPhone().vanish();

            await().atMost(PATIENCE)
                    .until(() -> daemon.windows().isEmpty()
                            || TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) < 10
                            || !daemon.events(CallEvent.CallEnded.class).isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty());
            assertThat(daemon.events(CallEvent.TapClosed.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 60, 150, 300})
    void aCallOfAMomentLeavesNothingAndIsToldOf(int millis) throws InterruptedException {
        try (TestingDaemon daemon = started("moment" + millis, "line1")) {
            SipPhone agents = lab.sipPhone("line3").speaks(Codec.ULAW);
            SipCall customer = lab.sipPhone("line1").speaks(Codec.ULAW).call("612");
            SipCall agent = agents.awaitCall(PATIENCE);
            agent.awaitAnswered(PATIENCE);
            agent.media().play(PhoneSound.tone(Codec.ULAW, AGENT_TONE, PEAK, LONG));
            // Who has heard the other has met them; a call given up before that is none.
            await().atMost(PATIENCE).until(() -> !customer.media().heard().isEmpty());
            TimeUnit.MILLISECONDS.sleep(millis);
            customer.hangUp();
            customer.awaitEnded(PATIENCE);

            lab.awaitIdle(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty()
                            || !daemon.events(CallEvent.NotTapped.class).isEmpty());
        }
    }

    @Test
    void aCallThatEndsAsItIsAnsweredLeavesNothingOpen() {
        try (TestingDaemon daemon = started("at-once", "line1")) {
            SipPhone agents = lab.sipPhone("line3").speaks(Codec.ULAW);
            SipCall customer = lab.sipPhone("line1").speaks(Codec.ULAW).call("612");
            agents.awaitCall(PATIENCE).awaitAnswered(PATIENCE);
            customer.hangUp();
            customer.awaitEnded(PATIENCE);

            lab.awaitIdle(PATIENCE);
            // Whether they met before the end is chance; what was told of as begun is told of as ended.
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.CallSeen.class).isEmpty()
                            == daemon.events(CallEvent.CallEnded.class).isEmpty());
        }
    }

    @Test
    void aCallThatIsGivenUpWhileItRingsIsNoCall() {
        try (TestingDaemon daemon = started("given-up", "line1")) {
            SipPhone agents = lab.sipPhone("line3").whenCalled(SipPhone.Called.RINGS);
            SipCall customer = lab.sipPhone("line1").speaks(Codec.ULAW).call("612");
            SipCall ringing = agents.awaitCall(PATIENCE);

            customer.hangUp();
            ringing.awaitEnded(PATIENCE);

            lab.awaitIdle(PATIENCE);
            assertThat(daemon.events(CallEvent.CallSeen.class)).isEmpty();
        }
    }

    @Test
    void theTransferringAgentMayHangUpInTheMiddle() {
        try (TestingDaemon daemon = started("middle", "line1")) {
            Conversation call = Conversation.begin("line1", "line3", "612", Codec.ULAW);
            Leg customer = awaitHeard(daemon);
            lab.phones().supervisor().answersWith(Script.silent().ringFor(Duration.ofSeconds(2)));
            call.agent().transferTo("202");
            call.agent().hangUp();

            PhoneCall supervisor = lab.phones().supervisor().awaitCall(PATIENCE);
            supervisor.awaitAnswered(PATIENCE);

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            assertHeardOn(daemon, customer);
        }
    }

    /** A customer who plays a tone, and an agent, who talk. */
    private record Conversation(SipPhone customersPhone, SipPhone agentsPhone, SipCall customer, SipCall agent) {

        static Conversation begin(String customer, String agent, String extension, Codec codec) {
            SipPhone agents = lab.sipPhone(agent).speaks(Codec.ULAW);
            SipPhone customers = lab.sipPhone(customer).speaks(codec);
            SipCall calling = customers.call(extension);
            SipCall called = agents.awaitCall(PATIENCE);
            calling.awaitAnswered(PATIENCE);
            called.awaitAnswered(PATIENCE);
            lab.awaitConversations(1, PATIENCE);
            if (codec != Codec.G722) {
                calling.media().play(PhoneSound.tone(codec, CUSTOMER_TONE, PEAK, LONG));
            }
            return new Conversation(customers, agents, calling, called);
        }
    }

    private static TestingDaemon started(String app, String customer) {
        Profile profile = TestingProfile.named("lines")
                .queues("lines", "support")
                .dids("903", "912")
                .build();
        return TestingDaemon.startedWithShortWindows(lab.pbx(), app + "-" + customer, profile);
    }

    private static Leg awaitHeard(TestingDaemon daemon) {
        await().atMost(PATIENCE)
                .until(() -> !daemon.windows().isEmpty()
                        && TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE) > 7_000);
        return daemon.events(CallEvent.TapOpened.class).get(0).leg();
    }

    private static void awaitAgent(TestingDaemon daemon, LegId customer, String endpoint) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(daemon.facts(customer).legs())
                        .filteredOn(leg -> leg.role() == Role.AGENT)
                        .singleElement()
                        .satisfies(leg -> assertThat(leg.channelName()).startsWith(endpoint + "-")));
    }

    private static void assertHeardOn(TestingDaemon daemon, Leg customer) {
        int until = daemon.windows().size();
        await().atMost(PATIENCE).until(() -> daemon.windows().size() >= until + 2);
        assertThat(TestingTones.amplitude(daemon.lastWindow(), CUSTOMER_TONE)).isGreaterThan(7_000);
        assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
        assertThat(daemon.events(CallEvent.TapOpened.class))
                .extracting(CallEvent.TapOpened::leg)
                .containsExactly(customer);
        assertThat(lab.pbx().channels())
                .extracting(Channel::name)
                .filteredOn(name -> name.startsWith("Snoop/"))
                .hasSize(1);
    }

    private static void assertPausedOnce(TestingDaemon daemon, LegId leg, String reason) {
        assertThat(daemon.events(CallEvent.Paused.class)).singleElement().satisfies(paused -> {
            assertThat(paused.leg()).isEqualTo(leg);
            assertThat(paused.reason()).isEqualTo(reason);
        });
        assertThat(daemon.events(CallEvent.Resumed.class))
                .singleElement()
                .satisfies(resumed -> assertThat(resumed.leg()).isEqualTo(leg));
    }
}
