package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.TestingAri;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.aribridge.TestingRelay;
import org.undertone.aribridge.TestingTones;
import org.undertone.aribridge.calls.QueueCalls;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.config.Settings;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;

/** By which way legs of a real Asterisk are heard, how many, and what becomes of one whose way is lost. */
class TransportsTest extends QueueCalls {

    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final OptionalInt ONE = OptionalInt.of(1);
    private static final OptionalInt NONE = OptionalInt.empty();

    private TestingRelay network;

    @BeforeEach
    void layNetwork() throws IOException {
        network = new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
    }

    @AfterEach
    void takeDownNetwork() throws IOException {
        network.close();
    }

    @Test
    void aCallIsHeardByWebSocketAndLeavesNoTrace() {
        int cdrsBefore = lab.pbx().cdrs().size();
        try (TestingDaemon daemon = TestingDaemon.started(settings("websocket", Transport.AUTO, NONE, NONE))) {
            PhoneCall customer = customerCalls("601");
            await().atMost(PATIENCE).until(() -> daemon.windows().size() >= 2);
            assertThat(names("WebSocket/")).hasSize(1);
            assertThat(names("UnicastRTP/")).isEmpty();

            customer.hangUp();
            awaitEvent(daemon, CallEvent.TapClosed.class);
            assertThat(daemon.events(CallEvent.TapClosed.class)).singleElement().satisfies(closed -> {
                assertThat(closed.reason()).isEqualTo("hung up");
                assertThat(closed.stats().malformed()).isZero();
                assertThat(closed.stats().packets()).isGreaterThan(150);
            });
            lab.awaitIdle(PATIENCE);
        }
        await().atMost(PATIENCE).until(() -> lab.pbx().cdrs().size() > cdrsBefore);
        assertThat(lab.pbx().cdrs().stream().skip(cdrsBefore))
                .noneMatch(cdr -> cdr.channel().startsWith("WebSocket/"));
        assertThat(lab.pbx().log()).noneMatch(line -> line.contains("web socket"));
    }

    @Test
    void aLegBeyondTheRoomIsPutOffWithTheSettingsNameAndHeardWhenOneHasEnded() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("room", Transport.WEBSOCKET, NONE, ONE))) {
            PhoneCall first = customerCalls("601");
            awaitOpened(daemon, 1);
            customerCalls("601");
            await().atMost(PATIENCE).until(() -> !withoutRoom(daemon).isEmpty());
            assertThat(withoutRoom(daemon))
                    .singleElement()
                    .asString()
                    .contains("1 legs are heard by websocket (media.pbx-sessions)", "as soon as one has ended");

            first.hangUp();
            awaitOpened(daemon, 2);
            List<LegId> heard = daemon.events(CallEvent.TapOpened.class).stream()
                    .map(opened -> opened.leg().id())
                    .toList();
            assertThat(heard).doesNotHaveDuplicates();
            assertThat(withoutRoom(daemon)).as("told once").hasSize(1);
        }
    }

    @Test
    void byItselfItGoesOnByRtpWhereThereIsNoRoomForAWebSocket() {
        try (TestingDaemon daemon = TestingDaemon.started(settings("both", Transport.AUTO, ONE, ONE))) {
            customerCalls("601");
            awaitOpened(daemon, 1);
            PhoneCall second = customerCalls("601");
            awaitOpened(daemon, 2);
            assertThat(names("WebSocket/")).hasSize(1);
            assertThat(names("UnicastRTP/")).hasSize(1);

            customerCalls("601");
            await().atMost(PATIENCE).until(() -> !withoutRoom(daemon).isEmpty());
            assertThat(withoutRoom(daemon))
                    .singleElement()
                    .asString()
                    .contains("media.pbx-sessions", "media.pbx-ports");
            second.hangUp();
            awaitOpened(daemon, 3);
        }
    }

    @Test
    void whereThePbxHasNoWebSocketsItIsHeardByRtp() throws Exception {
        TestingAri ari = new TestingAri(lab.pbx());
        ari.send("DELETE", "asterisk/modules/chan_websocket.so");
        try {
            try (TestingDaemon daemon = TestingDaemon.started(settings("old", Transport.AUTO, NONE, NONE))) {
                customerCalls("601");
                awaitOpened(daemon, 1);
                assertThat(names("UnicastRTP/")).hasSize(1);
            }
            lab.reset();
            try (TestingDaemon daemon = TestingDaemon.started(settings("alone", Transport.WEBSOCKET, NONE, NONE))) {
                customerCalls("601");
                await().atMost(PATIENCE).until(() -> daemon.events(CallEvent.NotTapped.class).stream()
                        .anyMatch(not -> not.reason().contains("the PBX has no chan_websocket.so")));
            }
        } finally {
            ari.send("POST", "asterisk/modules/chan_websocket.so");
        }
    }

    @Test
    void byRtpNobodyIsHeardUntilThePbxTellsItsPorts() throws Exception {
        TestingAri ari = new TestingAri(lab.pbx());
        ari.send("DELETE", "asterisk/modules/func_config.so");
        boolean loaded = false;
        try (TestingDaemon daemon = TestingDaemon.started(settings("untold", Transport.RTP, NONE, NONE))) {
            customerCalls("601");
            await().atMost(PATIENCE).until(() -> daemon.events(CallEvent.NotTapped.class).stream()
                    .anyMatch(not -> not.reason().contains("load func_config.so, or set media.pbx-ports")));
            assertThat(names("UnicastRTP/")).isEmpty();

            ari.send("POST", "asterisk/modules/func_config.so");
            loaded = true;

            awaitOpened(daemon, 1);
            assertThat(names("UnicastRTP/")).hasSize(1);
        } finally {
            if (!loaded) {
                ari.send("POST", "asterisk/modules/func_config.so");
            }
        }
    }

    @Test
    void aProxyThatForwardsAriAloneLeavesRtp() {
        network.refuse("/media/");
        try (TestingDaemon daemon = TestingDaemon.started(TestingDaemon.by(
                network.uri(), Duration.ofSeconds(10), settings("proxy", Transport.AUTO, NONE, NONE)))) {
            customerCalls("601");
            awaitOpened(daemon, 1);

            assertThat(names("UnicastRTP/")).hasSize(1);
            assertThat(names("WebSocket/")).isEmpty();
            assertThat(daemon.events(CallEvent.NotTapped.class))
                    .extracting(CallEvent.NotTapped::reason)
                    .filteredOn(reason -> reason.contains("HTTP 404"))
                    .singleElement()
                    .asString()
                    .doesNotContain("<");
        }
    }

    @Test
    void aWebSocketThatBreaksInMidCallIsOpenedAnew() throws IOException {
        try (TestingDaemon daemon = TestingDaemon.started(TestingDaemon.by(
                network.uri(), Duration.ofSeconds(10), settings("reset", Transport.AUTO, NONE, NONE)))) {
            customerCalls("601");
            await().atMost(PATIENCE).until(() -> !daemon.windows().isEmpty());

            network.cutMedia();

            awaitEvent(daemon, CallEvent.TapClosed.class);
            CallEvent.TapClosed closed =
                    daemon.events(CallEvent.TapClosed.class).get(0);
            // Of the socket and of the channel, whichever is told first.
            assertThat(closed.reason()).matches("its sound stopped: .*|its channels on the PBX were removed");
            assertThat(closed.stats().packets()).isPositive();
            int before = daemon.windows().size();
            awaitOpened(daemon, 2);
            await().atMost(PATIENCE).until(() -> daemon.windows().size() > before);
            assertThat(names("WebSocket/")).hasSize(1);
            assertThat(names("Snoop/")).hasSize(1);
        }
        await().atMost(PATIENCE).until(() -> lab.pbx().bridges().size() == 1);
    }

    /** A daemon that hangs, or a network that swallows: Asterisk waits for nobody but the tap. */
    @Test
    void soundThatNobodyTakesHoldsUpNoCall(@TempDir Path folder) throws Exception {
        TestingRecordings.withoutNativeBridges(lab);
        try (TestingDaemon daemon = TestingDaemon.started(TestingDaemon.by(
                network.uri(), Duration.ofSeconds(2), settings("stuck", Transport.AUTO, NONE, NONE)))) {
            Path tone = TestingTones.wav(folder.resolve("tone.wav"), 440, 60);
            lab.phones().agent().answersWith(Script.silent());
            PhoneCall customer =
                    lab.phones().customer().call("601", Script.silent().play("tone", tone));
            awaitOpened(daemon, 1);

            network.swallow();
            Instant from = Instant.now();
            await("the PBX gives the tap up").atMost(PATIENCE).until(() -> names("WebSocket/")
                    .isEmpty());
            TimeUnit.SECONDS.sleep(1); // They talk.
            Instant to = Instant.now();
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            assertThat(customer.ended() || agent.ended()).isFalse();
            customer.hangUp();
            agent.awaitEnded(PATIENCE);

            network.mend();
            await("and removes the rest")
                    .atMost(PATIENCE)
                    .until(() -> lab.pbx().bridges().isEmpty());
            // A busy machine makes gaps of its own; who waited for the tap would be silent for seconds.
            assertThat(TestingRecordings.of(agent.heard()).longestGap(440, from, to))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void byRtpToAnAddressOfVersion6() throws IOException {
        MediaSettings media = settings("six", Transport.RTP, NONE, NONE).media();
        try (TestingDaemon daemon = TestingDaemon.started(TestingDaemon.with(
                new MediaSettings(
                        media.transport(),
                        InetAddress.getByAddress(LOOPBACK_6),
                        "::1",
                        media.firstPort(),
                        media.lastPort(),
                        media.rest(),
                        media.pbxPorts(),
                        media.pbxSessions(),
                        media.window(),
                        media.hop()),
                settings("six", Transport.RTP, NONE, NONE)))) {
            PhoneCall customer = customerCalls("601");
            awaitOpened(daemon, 1);
            await().atMost(PATIENCE).until(() -> !daemon.windows().isEmpty());
            assertThat(names("UnicastRTP/[::1]:")).hasSize(1);

            customer.hangUp();
            awaitEvent(daemon, CallEvent.TapClosed.class);
            assertThat(daemon.events(CallEvent.TapClosed.class)).singleElement().satisfies(closed -> {
                assertThat(closed.stats().foreign()).isZero();
                assertThat(closed.stats().packets()).isPositive();
            });
        }
    }

    private static Settings settings(String app, Transport transport, OptionalInt pbxPorts, OptionalInt pbxSessions) {
        return TestingDaemon.by(
                transport,
                pbxPorts,
                pbxSessions,
                TestingDaemon.settings(lab.pbx(), app, TestingDaemon.number("601", Role.CUSTOMER)));
    }

    private static void awaitOpened(TestingDaemon daemon, int taps) {
        await().atMost(PATIENCE)
                .until(() -> daemon.events(CallEvent.TapOpened.class).size() >= taps);
    }

    private static List<String> withoutRoom(TestingDaemon daemon) {
        return daemon.events(CallEvent.NotTapped.class).stream()
                .map(CallEvent.NotTapped::reason)
                .filter(reason -> reason.startsWith("no room"))
                .toList();
    }

    private static List<String> names(String technology) {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith(technology))
                .toList();
    }
}
