package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.aribridge.TestingAri;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.aribridge.TestingTalk;
import org.undertone.aribridge.TestingTones;
import org.undertone.aribridge.act.ActionResult;
import org.undertone.core.Action;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;

/**
 * A PBX on the far side switches between its own music and the phone behind it: the numbers of its stream go to another place.
 * Debian's Asterisk then gives every snoop of that leg zeros for minutes, while the other party hears. The customer plays 440
 * Hz, the agent 1000 Hz.
 */
@Tag("asterisk")
class DeafLegTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double LOUD = 5_000;
    /** The second tone of a cue, in Hz; 200 ms. */
    private static final int CUE_TONE = 1175;

    /** Than until a new snoop is tried where packets come. */
    private static final Duration LONGER_THAN_A_TRY = Duration.ofSeconds(8);

    @TempDir
    static Path folder;

    private static Lab lab;

    @BeforeAll
    static void startLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
        // What a new snoop changes on the wire where that is loaded is another matter (ADR 0013).
        TestingRecordings.withoutNativeBridges(lab);
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
    @CsvSource({"7, false", "60000, true"})
    void aStreamThatStepsIsHeardAgainAndUntilThenItsSoundIsMissing(int number, boolean newSource) {
        try (TestingDaemon daemon = TestingDaemon.started(
                TestingDaemon.settings(lab.pbx(), "deaf-steps", TestingDaemon.number("903", Role.CUSTOMER)))) {
            TestingTalk talk = TestingTalk.begin(lab);
            // Far enough from the beginning that the old numbers are not reached again within this test.
            talk.customer().media().switchStream(20_000, false);
            awaitHeard(daemon, 440);
            talk.customer().media().switchStream(number, newSource);

            await().atMost(PATIENCE)
                    .until(() -> daemon.windows().stream().anyMatch(window -> window.missingShare() > 0.5));
            await().atMost(PATIENCE).until(() -> outcomes(daemon).contains("hears-again"));
            awaitHeard(daemon, 440);

            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
            assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
            assertThat(names("Snoop/")).isEqualTo(1);
            talk.goesOn();
        }
    }

    @Test
    void anAgentsLegIsHeardAgainWithTheSupervisorWhoListensOnIt() {
        try (TestingDaemon daemon = started("agents", Role.CUSTOMER, Role.AGENT)) {
            TestingTalk talk = TestingTalk.begin(lab);
            talk.agent().media().switchStream(20_000, false);
            SipCall supervisor = supervise(daemon);
            TestingTalk.awaitHeardAnew(supervisor, 1000);

            talk.agent().media().switchStream(7, true);

            await().atMost(PATIENCE).until(() -> outcomes(daemon).contains("hears-again"));
            TestingTalk.awaitHeardAnew(supervisor, 1000);
            awaitHeard(daemon, 1000);
            TestingTalk.awaitHeardAnew(supervisor, 440);
        }
    }

    @Test
    void theSupervisorOnTheAgentsLegHearsTheCustomerAgainWhoseStreamStepped() {
        try (TestingDaemon daemon = started("customers", Role.CUSTOMER)) {
            TestingTalk talk = TestingTalk.begin(lab);
            talk.customer().media().switchStream(20_000, false);
            awaitHeard(daemon, 440);
            SipCall supervisor = supervise(daemon);
            TestingTalk.awaitHeardAnew(supervisor, 440);

            talk.customer().media().switchStream(7, true);

            await().atMost(PATIENCE).until(() -> outcomes(daemon).contains("hears-again"));
            TestingTalk.awaitHeardAnew(supervisor, 440);
        }
    }

    @Test
    void theAgentHearsACueAgainAfterTheCustomersStreamStepped() {
        try (TestingDaemon daemon = started("cued", Role.CUSTOMER, Role.AGENT)) {
            TestingTalk talk = TestingTalk.begin(lab);
            talk.customer().media().switchStream(20_000, false);
            awaitHeard(daemon, 440);
            awaitHeard(daemon, 1000);
            talk.customer().media().switchStream(7, true);
            await().atMost(PATIENCE).until(() -> outcomes(daemon).contains("hears-again"));
            Channel agents = channel("line3");
            await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                    .anyMatch(channel -> channel.name().startsWith("Snoop/" + agents.uniqueId())
                            && channel.uniqueId().endsWith(".snoop2")));

            CompletableFuture<ActionResult> cue = CompletableFuture.supplyAsync(() ->
                    daemon.actions().cue(daemon.facts(), new Action.Cue("He steps", Set.of(Action.Cue.Way.TONE))));

            await().atMost(PATIENCE)
                    .until(() -> TestingTones.latest(talk.agent().media().samples(), CUE_TONE) > 1_000);
            assertThat(cue.join().result()).isEqualTo(ActionResult.Result.DONE);
        }
    }

    /**
     * The PBX lets go of a snoop with the next packet that it passes on to it, and there is none. The parties' streams come to
     * numbers that it takes again by themselves, or when one holds the other.
     */
    @Test
    void whereBothStreamsStepAtOnceNoSecondSnoopIsMadeAndBothAreHeardWhenThePbxLetsGoOfTheFirst() {
        try (TestingDaemon daemon = started("both", Role.CUSTOMER, Role.AGENT)) {
            TestingTalk talk = TestingTalk.begin(lab);
            talk.customer().media().switchStream(20_000, false);
            talk.agent().media().switchStream(20_000, false);
            awaitHeard(daemon, 440);
            awaitHeard(daemon, 1000);

            talk.customer().media().switchStream(7, true);
            talk.agent().media().switchStream(7, true);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.NotTapped.class).size() >= 2);
            assertThat(daemon.events(CallEvent.NotTapped.class))
                    .allMatch(failed -> failed.reason().contains("the streams of both parties have stepped"));
            talk.goesOn();
            assertThat(names("Snoop/")).isEqualTo(2);

            talk.customer().media().switchStream(25_000, false);
            talk.agent().media().switchStream(25_000, false);
            awaitHeard(daemon, 440);
            awaitHeard(daemon, 1000);
            assertThat(names("Snoop/")).isEqualTo(2);
            talk.goesOn();
        }
    }

    @Test
    void whereBothStreamsStepATapThatIsClosedForAnotherReasonIsNotOpenedAnewUntilThePbxLetsGoOfItsSnoop()
            throws Exception {
        try (TestingDaemon daemon = started("closed", Role.CUSTOMER)) {
            TestingTalk talk = TestingTalk.begin(lab);
            talk.customer().media().switchStream(20_000, false);
            talk.agent().media().switchStream(20_000, false);
            awaitHeard(daemon, 440);
            String media = lab.pbx().channels().stream()
                    .map(Channel::uniqueId)
                    .filter(id -> id.endsWith(".media"))
                    .findFirst()
                    .orElseThrow();

            talk.customer().media().switchStream(7, true);
            talk.agent().media().switchStream(7, true);
            new TestingAri(lab.pbx()).send("DELETE", "channels/" + media);

            await().atMost(PATIENCE).until(() -> !daemon.events(CallEvent.NotTapped.class).stream()
                    .filter(not -> not.reason().contains("the streams of both parties have stepped"))
                    .toList()
                    .isEmpty());
            assertThat(daemon.events(CallEvent.TapClosed.class))
                    .extracting(CallEvent.TapClosed::reason)
                    .singleElement()
                    .satisfies(reason -> assertThat(reason).doesNotContain("made anew"));
            assertThat(names("Snoop/")).isEqualTo(1);

            talk.customer().media().switchStream(25_000, false);
            talk.agent().media().switchStream(25_000, false);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 2);
            assertThat(names("Snoop/")).isEqualTo(1);
            talk.goesOn();
        }
    }

    /** The phone line4 listens on the agent's leg. */
    private static SipCall supervise(TestingDaemon daemon) {
        SipPhone supervisor = lab.sipPhone("line4");
        daemon.actions()
                .supervise(
                        daemon.facts(),
                        new Action.Supervise(List.of("PJSIP/line4"), SupervisionMode.LISTEN, Duration.ofSeconds(20)),
                        "deaf",
                        told -> {});
        return supervisor.awaitCall(PATIENCE);
    }

    @Test
    void besideARecordingALegStaysDeafIsSaidToBeAndIsHeardWhenTheRecordingEnds() {
        try (TestingDaemon daemon = started("recorded", Role.CUSTOMER)) {
            TestingTalk talk = TestingTalk.begin(lab);
            talk.customer().media().switchStream(20_000, false);
            awaitHeard(daemon, 440);
            String channel = channel("line1").name();
            lab.pbx().command("mixmonitor start " + channel + " " + folder.resolve("recording.wav"));
            talk.customer().media().switchStream(7, true);

            await().atMost(PATIENCE).until(() -> outcomes(daemon).contains("stays-deaf"));
            assertThat(daemon.lastWindow().missingShare()).isGreaterThan(0.9);
            lab.pbx().command("mixmonitor stop " + channel);

            awaitHeard(daemon, 440);
            await().atMost(PATIENCE).until(() -> outcomes(daemon).contains("hears-again"));
            talk.goesOn();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a muted phone", "audio muted on the PBX"})
    void whoIsMutedIsSilentAndNothingIsMissing(String how) {
        try (TestingDaemon daemon = started("muted", Role.CUSTOMER)) {
            TestingTalk talk = TestingTalk.begin(lab);
            awaitHeard(daemon, 440);
            if (how.equals("a muted phone")) {
                talk.customer().media().play(PhoneSound.silence(Codec.ULAW));
            } else {
                lab.pbx().muteAudio(channel("line1").name(), Pbx.Direction.IN, true);
            }

            await().atMost(PATIENCE).until(() -> outcomes(daemon).equals(List.of("silent-itself")));
            awaitNothingMissing(daemon);
            assertThat(daemon.lastWindow().levelDbfs()).isEqualTo(-120);
            assertThat(names("Snoop/")).isEqualTo(1);
        }
    }

    @Test
    void whoOnlyPressesKeysIsSilentAndLeftAlone() {
        try (TestingDaemon daemon = started("quiet", Role.CUSTOMER)) {
            TestingTalk talk = TestingTalk.begin(lab);
            awaitHeard(daemon, 440);
            String snoop = channelOf("Snoop/").uniqueId();

            talk.customer().media().stopSending();
            talk.customer().media().dial("1");
            awaitSilence(daemon, LONGER_THAN_A_TRY);

            assertThat(channelOf("Snoop/").uniqueId()).isEqualTo(snoop);
            assertThat(outcomes(daemon)).isEmpty();
        }
    }

    @Test
    void whoIsOnHoldIsLeftAlone() {
        try (TestingDaemon daemon = started("held", Role.CUSTOMER)) {
            TestingTalk talk = TestingTalk.begin(lab);
            awaitHeard(daemon, 440);
            String snoop = channelOf("Snoop/").uniqueId();

            talk.customer().hold(SipCall.Hold.INACTIVE, PATIENCE);
            waitLongerThanATry();

            assertThat(channelOf("Snoop/").uniqueId()).isEqualTo(snoop);
            assertThat(outcomes(daemon)).isEmpty();
        }
    }

    private static void waitLongerThanATry() {
        long until = System.nanoTime() + LONGER_THAN_A_TRY.toNanos();
        await().atMost(PATIENCE).until(() -> System.nanoTime() > until);
    }

    private static void awaitSilence(TestingDaemon daemon, Duration length) {
        await().atMost(PATIENCE).until(() -> {
            List<AudioWindow> silent = daemon.windows().stream()
                    .filter(window -> window.levelDbfs() == -120)
                    .toList();
            return !silent.isEmpty()
                    && Duration.between(
                                            silent.get(0).ref().lastPacketAt(),
                                            daemon.lastWindow().ref().lastPacketAt())
                                    .compareTo(length)
                            > 0;
        });
        assertThat(daemon.lastWindow().missingShare()).isZero();
    }

    private static void awaitNothingMissing(TestingDaemon daemon) {
        await().atMost(PATIENCE).until(() -> daemon.lastWindow().missingShare() == 0);
    }

    private static TestingDaemon started(String app, Role... heard) {
        return TestingDaemon.startedWithShortWindows(lab.pbx(), "deaf-" + app, TestingDaemon.number("903", heard));
    }

    private static void awaitHeard(TestingDaemon daemon, int hertz) {
        await().atMost(PATIENCE)
                .until(() ->
                        !daemon.windows().isEmpty() && newest(daemon, hertz).isPresent());
    }

    /** Of the last windows, one with that tone: those of both legs come in turn. */
    private static Optional<AudioWindow> newest(TestingDaemon daemon, int hertz) {
        List<AudioWindow> windows = List.copyOf(daemon.windows());
        return windows.subList(Math.max(0, windows.size() - 2), windows.size()).stream()
                .filter(window -> window.missingShare() == 0 && TestingTones.amplitude(window, hertz) > LOUD)
                .findFirst();
    }

    private static List<String> outcomes(TestingDaemon daemon) {
        return daemon.events(CallEvent.TapRenewed.class).stream()
                .map(CallEvent.TapRenewed::outcome)
                .toList();
    }

    private static Channel channel(String phone) {
        return channelOf("PJSIP/" + phone + "-");
    }

    private static Channel channelOf(String prefix) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static long names(String prefix) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith(prefix))
                .count();
    }
}
