package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.config.MediaSettings;
import org.undertone.config.Profile;
import org.undertone.config.Settings;
import org.undertone.config.TestingProfile;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;

/** The PBX goes away in every way it can, and comes back. */
@Tag("asterisk")
class LosingAsteriskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How soon calls must be heard again once the PBX answers; and what the first window of 3 s and a busy machine add. */
    private static final Duration HEARD_AGAIN = Duration.ofSeconds(3 + 3 + 4);

    @TempDir
    static Path folder;

    private static Lab lab;
    private static Script tone;

    private TestingRelay network;

    @BeforeAll
    static void startLab() throws IOException {
        lab = Lab.start(LabOptions.defaults());
        tone = Script.silent().play("tone", TestingTones.wav(folder.resolve("customer.wav"), 440, 60));
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @BeforeEach
    void layNetwork() throws IOException {
        network = new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
    }

    @AfterEach
    void hangUp() throws IOException {
        network.close();
        lab.reset();
    }

    /** By RTP alone: a websocket goes the way that is cut. */
    @Test
    void aCallIsHeardOnWithItsTapWhenTheConnectionIsLostAndFound() {
        Settings byRtp = TestingDaemon.by(
                MediaSettings.Transport.RTP, OptionalInt.empty(), OptionalInt.empty(), settings("cut"));
        try (TestingDaemon daemon = TestingDaemon.started(byRtp)) {
            call();
            awaitWindows(daemon, 1);
            List<String> before = ours();

            network.cut();
            int heardUntilNow = daemon.windows().size();
            awaitWindows(daemon, heardUntilNow + 2);
            network.mend();
            awaitConnections(daemon, 2);
            int heardUntilThen = daemon.windows().size();
            awaitWindows(daemon, heardUntilThen + 2);

            assertThat(ours()).isEqualTo(before);
            assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(1);
        }
        awaitNothingOfOurs();
    }

    @Test
    void aCallThatIsHeardByWebSocketIsHeardAgainWhenTheConnectionIsBack() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("cut-too"))) {
            call();
            awaitWindows(daemon, 1);
            List<String> before = ours();

            network.cut();
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.TapClosed.class).isEmpty());
            // Of the socket and of the channel, whichever is told first.
            assertThat(daemon.events(CallEvent.TapClosed.class).get(0).reason())
                    .matches("its sound stopped: .*|its channels on the PBX were .*");
            int heardUntilThen = daemon.windows().size();
            network.mend();

            await().atMost(HEARD_AGAIN).until(() -> daemon.windows().size() > heardUntilThen);
            await("and of the first tap nothing is left")
                    .atMost(PATIENCE)
                    .until(() -> ours().size() == 2 && ours().stream().noneMatch(before::contains));
            assertThat(lab.pbx().bridges()).hasSize(2);
        }
        awaitNothingOfOurs();
    }

    @Test
    void aCallThatBeganWhileTheConnectionWasLostIsHeardWhenItIsBack() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("meanwhile"))) {
            network.cut();
            call();
            network.mend();

            await().atMost(HEARD_AGAIN).until(() -> !daemon.windows().isEmpty());
        }
    }

    @Test
    void aCallThatEndedWhileTheConnectionWasLostIsOverAndNothingIsLeftOfIt() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("ended"))) {
            PhoneCall customer = call();
            awaitWindows(daemon, 1);
            network.cut();
            customer.hangUp();
            customer.awaitEnded(PATIENCE);
            network.mend();

            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty());
            awaitNothingOfOurs();
        }
    }

    @Test
    void aTapThatWasLostMeanwhileIsOpenedAnew() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("reopen"))) {
            call();
            awaitWindows(daemon, 1);
            network.cut();
            lab.pbx()
                    .hangUp(ours().stream()
                            .filter(name -> name.startsWith("Snoop/"))
                            .findFirst()
                            .orElseThrow());
            network.mend();

            await().atMost(HEARD_AGAIN)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 2);
            LegId leg = daemon.events(CallEvent.TapOpened.class).get(0).leg().id();
            assertThat(daemon.events(CallEvent.TapOpened.class).get(1).leg().id())
                    .isEqualTo(leg);
            assertThat(ours()).hasSize(2);
        }
    }

    @Test
    void aCallOfWhichNothingCouldBeReadAtFirstIsHeardALittleLater() throws InterruptedException {
        try (TestingDaemon daemon = TestingDaemon.started(settings("slow"))) {
            network.stop("/variable");
            call();
            TimeUnit.SECONDS.sleep(3);
            assertThat(daemon.events(CallEvent.CallSeen.class)).isEmpty();
            network.mend();

            await().atMost(PATIENCE).until(() -> !daemon.windows().isEmpty());
        }
    }

    @Test
    void aHoldOutlastsALostConnectionEvenIfItsPhoneHasAnotherCall() {
        Profile lines = TestingProfile.named("lines").queues("lines").build();
        try (TestingDaemon daemon = TestingDaemon.started(settings("hold", lines))) {
            SipPhone customers = lab.sipPhone("line1").speaks(Codec.ULAW);
            SipPhone agents = lab.sipPhone("line3").speaks(Codec.ULAW);
            lab.sipPhone("line2").speaks(Codec.ULAW);
            customers.call("612").awaitAnswered(PATIENCE);
            SipCall agent = agents.awaitCall(PATIENCE);
            awaitWindows(daemon, 1);
            agent.hold(SipCall.Hold.SENDONLY, PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());
            customers.call("902").awaitAnswered(PATIENCE);

            network.cut();
            awaitLosses(daemon, 1);
            network.mend();
            awaitConnections(daemon, 2);

            assertThat(daemon.events(CallEvent.Resumed.class)).isEmpty();
            agent.unhold(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Resumed.class).isEmpty());
        }
    }

    @Test
    void aConnectionThatFallsSilentIsFoundOutAndReplaced() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("silent"))) {
            network.swallow();
            awaitLosses(daemon, 1);
            call();
            network.mend();

            await().atMost(HEARD_AGAIN).until(() -> !daemon.windows().isEmpty());
        }
    }

    @Test
    void callsAreHeardAgainAfterThePbxWasKilledAndStarted() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("killed"))) {
            call();
            awaitWindows(daemon, 1);

            lab.pbx().kill();
            lab.pbx().start();
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.CallEnded.class).isEmpty());
            lab.awaitRegistered();
            lab.reset();
            int heard = daemon.windows().size();
            call();

            await().atMost(HEARD_AGAIN).until(() -> daemon.windows().size() > heard);
        }
    }

    @Test
    void aPbxThatHangsIsFoundOutAndItsCallIsHeardOnWhenItWakes() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("hung"))) {
            call();
            awaitWindows(daemon, 1);

            lab.pbx().freeze();
            awaitLosses(daemon, 1);
            lab.pbx().thaw();
            int heard = daemon.windows().size();

            await().atMost(HEARD_AGAIN).until(() -> daemon.windows().size() > heard);
            awaitConnections(daemon, 2);
            assertThat(ours()).hasSize(2);
        } finally {
            lab.pbx().thaw();
        }
    }

    @Test
    void aPbxThatStopsWhenItsCallsAreOverIsNotHeldUpByUs() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("graceful"))) {
            PhoneCall customer = call();
            awaitWindows(daemon, 1);

            lab.pbx().beginGracefulStop();
            awaitWindows(daemon, daemon.windows().size() + 2);
            assertThat(lab.pbx().running()).isTrue();
            customer.hangUp();

            await().atMost(PATIENCE).until(() -> !lab.pbx().running());
            awaitLosses(daemon, 1);
            lab.pbx().start();
            awaitConnections(daemon, 2);
        }
        lab.awaitRegistered();
    }

    @Test
    void aDaemonThatIsThereBeforeItsPbxWaitsForItAndTellsOnceWhy() {
        lab.pbx().stop();
        Settings settings = TestingDaemon.by(
                lab.pbx().httpUri(),
                Duration.ofSeconds(2),
                TestingDaemon.settings(lab.pbx(), "early", TestingDaemon.queue(Role.CUSTOMER)));
        try (TestingLog log = TestingLog.of(AsteriskLink.class);
                TestingDaemon daemon = new TestingDaemon(settings)) {
            CompletableFuture<Void> started = CompletableFuture.runAsync(daemon::start);
            // A second or so of attempts, none of which is told but the first.
            await().during(Duration.ofMillis(1500)).atMost(PATIENCE).until(() -> !started.isDone());
            assertThat(log.lines()).hasSize(1).first().satisfies(line -> assertThat(line)
                    .startsWith("WARN the PBX cannot be used: nothing listens at")
                    .contains("Set enabled = yes, bindaddr and bindport in http.conf")
                    .endsWith("It is tried again until it works"));

            lab.pbx().start();
            assertThat(started).succeedsWithin(PATIENCE);
            assertThat(log.lines()).last().asString().startsWith("INFO connected to Asterisk");
            lab.awaitRegistered();
            call();
            awaitWindows(daemon, 1);
        }
    }

    @Test
    void aPbxThatRestartsAMomentAfterTheFirstConnectionIsWaitedFor() {
        try (TestingDaemon daemon = new TestingDaemon(settings("moment"))) {
            network.stop("/ari/channels");
            CompletableFuture<Void> started = CompletableFuture.runAsync(daemon::start);
            await().atMost(PATIENCE).until(network::keepsOneWaiting);
            lab.pbx().kill();
            network.mend();
            lab.pbx().start();

            assertThat(started).succeedsWithin(PATIENCE);
            lab.awaitRegistered();
            call();
            awaitWindows(daemon, 1);
        }
    }

    @Test
    void aConnectionThatIsFoundAgainIsToldOf() {
        try (TestingLog log = TestingLog.of(AsteriskLink.class);
                TestingDaemon daemon = TestingDaemon.started(settings("told"))) {
            network.cut();
            awaitLosses(daemon, 1);
            network.mend();
            awaitConnections(daemon, 2);

            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("WARN lost the connection to the PBX at"))
                    .anySatisfy(line ->
                            assertThat(line).matches("INFO connected again to Asterisk \\S+ at \\S+, after \\d+ s"));
        }
    }

    @Test
    void aDaemonWhosePbxIsAwayEndsAtOnce() {
        TestingDaemon daemon = TestingDaemon.started(settings("away"));
        network.cut();
        awaitLosses(daemon, 1);

        long began = System.nanoTime();
        daemon.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
    }

    private Settings settings(String app) {
        return settings(app, TestingDaemon.queue(Role.CUSTOMER));
    }

    private Settings settings(String app, Profile profile) {
        return TestingDaemon.by(network.uri(), Duration.ofSeconds(2), TestingDaemon.settings(lab.pbx(), app, profile));
    }

    private static PhoneCall call() {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call("600", tone);
        customer.awaitAnswered(PATIENCE);
        return customer;
    }

    private static void awaitWindows(TestingDaemon daemon, int count) {
        await().atMost(PATIENCE).until(() -> daemon.windows().size() >= count);
    }

    private static void awaitConnections(TestingDaemon daemon, int count) {
        await().atMost(PATIENCE)
                .until(() -> daemon.events(CallEvent.Connected.class).size() >= count);
    }

    private static void awaitLosses(TestingDaemon daemon, int count) {
        await().atMost(PATIENCE).until(() -> daemon.events(CallEvent.Lost.class).size() >= count);
    }

    private static List<String> ours() {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name ->
                        name.startsWith("Snoop/") || name.startsWith("WebSocket/") || name.startsWith("UnicastRTP/"))
                .toList();
    }

    private static void awaitNothingOfOurs() {
        await().atMost(PATIENCE).until(() -> ours().isEmpty());
    }
}
