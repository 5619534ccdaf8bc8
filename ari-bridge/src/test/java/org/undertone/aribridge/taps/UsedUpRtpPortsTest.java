package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.TestingDaemon;
import org.undertone.aribridge.TestingRecordings;
import org.undertone.aribridge.TestingTones;
import org.undertone.aribridge.check.CheckReport;
import org.undertone.aribridge.check.PbxCheck;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.config.Settings;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;

/**
 * A PBX whose rtp.conf has room for the two legs of one call. An external-media channel by RTP that finds no port kills
 * Asterisk (asterisk#1757), with both parties on the line.
 */
@Tag("asterisk")
class UsedUpRtpPortsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CUSTOMER_HERTZ = 440;
    private static final int AGENT_HERTZ = 1_000;

    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults().withRtpStreams(2));
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
    }

    @Test
    void theCallIsHeardByWebSocketBothTalkOnAndTheNextIsServed() throws Exception {
        TestingRecordings.withoutNativeBridges(lab);
        try (TestingDaemon daemon =
                TestingDaemon.startedWithShortWindows(lab.pbx(), "heard", TestingDaemon.queue(Role.CUSTOMER))) {
            PhoneCall customer = bothTalk();
            await().atMost(PATIENCE).until(() -> hears(daemon, CUSTOMER_HERTZ, 4));
            TimeUnit.SECONDS.sleep(1); // They talk.
            PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
            assertThat(customer.ended() || agent.ended()).isFalse();
            assertThat(names("WebSocket/")).hasSize(1);
            assertThat(names("UnicastRTP/")).isEmpty();
            customer.hangUp();
            lab.awaitIdle(PATIENCE);
            assertThat(TestingRecordings.of(agent.heard()).heard(CUSTOMER_HERTZ))
                    .isGreaterThan(Duration.ofSeconds(2));
            assertThat(TestingRecordings.of(customer.heard()).heard(AGENT_HERTZ))
                    .isGreaterThan(Duration.ofSeconds(2));

            int before = daemon.events(CallEvent.TapOpened.class).size();
            bothTalk();
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() > before);
        }
        assertThat(lab.pbx().running()).isTrue();
    }

    @Test
    void byRtpAloneTheLegIsLeftAloneWithAReason() throws IOException {
        try (TestingDaemon daemon = TestingDaemon.started(byRtp("left-alone", OptionalInt.empty()))) {
            PhoneCall customer = bothTalk();

            assertThat(whyNot(daemon)).contains("0 legs are heard by RTP (media.pbx-ports)");
            assertThat(lab.pbx().running()).isTrue();
            assertThat(customer.ended()).isFalse();
        }
    }

    @Test
    void aLimitThatIsTooHighDoesNotKillEither() throws IOException {
        try (TestingDaemon daemon = TestingDaemon.started(byRtp("too-high", OptionalInt.of(50)))) {
            PhoneCall customer = bothTalk();

            assertThat(whyNot(daemon)).contains("may take 4 RTP ports of the PBX, which has 2 (rtp.conf)");
            assertThat(lab.pbx().running()).isTrue();
            assertThat(customer.ended()).isFalse();
        }
    }

    @Test
    void theCheckDoesNotKillItEither() throws IOException {
        PhoneCall customer = bothTalk();
        Settings settings = byRtp("checked", OptionalInt.empty());
        try (TapPorts ports = new TapPorts(
                settings.media().address(), new PortRange(42_000, 42_009), Duration.ZERO, Clock.systemUTC())) {
            CheckReport report = new PbxCheck(settings, ports, Clock.systemUTC()).run();

            assertThat(report.findings())
                    .filteredOn(finding -> finding.name().equals("test-call"))
                    .singleElement()
                    .satisfies(call -> assertThat(call.detail()).contains("RTP ports of the PBX, which has 2"));
        }
        assertThat(lab.pbx().running()).isTrue();
        assertThat(customer.ended()).isFalse();
    }

    private static Settings byRtp(String app, OptionalInt pbxPorts) {
        return TestingDaemon.by(
                Transport.RTP,
                pbxPorts,
                OptionalInt.empty(),
                TestingDaemon.settings(lab.pbx(), app, TestingDaemon.queue(Role.CUSTOMER)));
    }

    private PhoneCall bothTalk() throws IOException {
        Path customers = TestingTones.wav(folder.resolve("customer.wav"), CUSTOMER_HERTZ, 60);
        Path agents = TestingTones.wav(folder.resolve("agent.wav"), AGENT_HERTZ, 60);
        lab.phones().agent().answersWith(Script.silent().play("agent", agents));
        PhoneCall customer = lab.phones().customer().call("600", Script.silent().play("customer", customers));
        customer.awaitPlaying("customer", PATIENCE);
        return customer;
    }

    private static boolean hears(TestingDaemon daemon, int hertz, int windows) {
        return daemon.windows().stream()
                        .filter(window -> TestingTones.amplitude(window, hertz) > 5_000)
                        .count()
                >= windows;
    }

    private static String whyNot(TestingDaemon daemon) {
        await().atMost(PATIENCE).until(() -> daemon.events(CallEvent.NotTapped.class).stream()
                .anyMatch(not -> not.reason().startsWith("no room")));
        return daemon.events(CallEvent.NotTapped.class).stream()
                .map(CallEvent.NotTapped::reason)
                .filter(reason -> reason.startsWith("no room"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(String technology) {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith(technology))
                .toList();
    }
}
