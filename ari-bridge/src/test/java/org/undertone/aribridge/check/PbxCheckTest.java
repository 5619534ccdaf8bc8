package org.undertone.aribridge.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.core.event.Finding;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;

/** On a real Asterisk, well and ill. */
@Tag("asterisk")
class PbxCheckTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path temp;

    private static Lab lab;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults().withTemp(temp));
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void leavesNothingOnThePbx() {
        lab.awaitIdle(PATIENCE);
        assertThat(lab.pbx().cdrs()).isEmpty();
    }

    @Test
    void aHealthyPbxIsAllWellAndSoundArrives() {
        CheckReport report = check(settings().ports(43_900, 43_949));

        assertThat(report.findings()).extracting(Finding::name).isEqualTo(PbxCheck.names());
        // The lab loads what Asterisk loads by default, native bridges too.
        assertThat(finding(report, "native-bridges").state()).isEqualTo(Finding.State.WARNING);
        assertThat(report.findings())
                .filteredOn(finding -> !finding.name().equals("native-bridges"))
                .allSatisfy(finding ->
                        assertThat(finding.state()).as(finding.detail()).isEqualTo(Finding.State.OK));
        assertThat(report.asterisk()).isPresent();
        assertThat(report.figures().get("soundDbfs").doubleValue()).isBetween(-40.0, -5.0);
        assertThat(report.figures()).containsEntry("portsFree", 50).containsKey("firstPacketMillis");
        assertThat(finding(report, "source").detail()).contains("no NAT between");
        // Asterisk lets go of an application a moment after its last socket was closed.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(lab.pbx().command("ari show apps")).doesNotContain("undertone-check"));
        assertThat(lab.pbx().command("dialplan show")).doesNotContain("undertone-check");
    }

    @Test
    void byWebSocketItIsAllWellTooAndTheRoomIsTold() {
        CheckReport report = check(settings().by(Transport.AUTO));

        assertThat(report.findings())
                .filteredOn(finding -> !finding.name().equals("native-bridges"))
                .allSatisfy(finding ->
                        assertThat(finding.state()).as(finding.detail()).isEqualTo(Finding.State.OK));
        assertThat(finding(report, "room").detail())
                .isEqualTo("sound comes by websocket, for at most 1000 legs at once");
        assertThat(finding(report, "source").detail()).isEqualTo("sound comes by a websocket that is opened from here");
        assertThat(report.figures().get("soundDbfs").doubleValue()).isBetween(-40.0, -5.0);
        assertThat(report.figures()).containsEntry("pbxRtpPorts", 500).containsEntry("pbxHttpSessions", 200);
    }

    @Test
    void withoutTheModuleSoundComesByRtpAndThatCostsPorts() throws IOException {
        CheckAri ari = new CheckAri(settings().asterisk());
        assertThat(ari.delete("asterisk/modules/chan_websocket.so").done()).isTrue();
        try {
            CheckReport report = check(settings().by(Transport.AUTO));
            assertThat(finding(report, "modules-websocket").state()).isEqualTo(Finding.State.WARNING);
            assertThat(finding(report, "room").detail())
                    .isEqualTo("sound comes by RTP, for at most 125 legs at once (media.pbx-ports) of the PBX's 500 RTP"
                            + " ports, in pairs");
            assertThat(finding(report, "sound").state()).isEqualTo(Finding.State.OK);

            CheckReport alone = check(settings().by(Transport.WEBSOCKET));
            assertThat(finding(alone, "modules-websocket").state()).isEqualTo(Finding.State.PROBLEM);
            assertThat(finding(alone, "test-call"))
                    .isEqualTo(Finding.unknown(
                            "test-call", "not looked at, because of the problem with modules-websocket"));
        } finally {
            ari.post("asterisk/modules/chan_websocket.so", Map.of(), "");
        }
    }

    @Test
    void anAbsentPbxIsToldFromARefusingOne() {
        assertThat(problem(settings().url("http://127.0.0.1:9/"), "pbx"))
                .contains("nothing listens at 127.0.0.1:9", "enabled = yes", "http.conf");
        assertThat(problem(settings().password("wrong"), "pbx"))
                .contains("wrong user or password", "ari.conf")
                .doesNotContain("'wrong'");
        assertThat(problem(settings().url("http://no-such-host.invalid:8088/"), "pbx"))
                .contains("knows no address of 'no-such-host.invalid'");
        assertThat(problem(settings().url(lab.pbx().httpUri() + "elsewhere/"), "pbx"))
                .contains("but no ARI", "ari.conf");
    }

    @Test
    void whatIsNotLookedAtIsUnknownWithTheReason() {
        CheckReport report = check(settings().password("wrong"));

        assertThat(report.findings()).extracting(Finding::name).isEqualTo(PbxCheck.names());
        assertThat(finding(report, "test-call"))
                .isEqualTo(Finding.unknown("test-call", "not looked at, because of the problem with pbx"));
    }

    @Test
    void anotherProgramAtThatPortIsNoPbx() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (var client = other.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream().write("SSH-2.0-other\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the test has ended
                }
            });
            answering.start();

            assertThat(problem(settings().url("http://127.0.0.1:" + other.getLocalPort() + "/"), "pbx"))
                    .contains("does not speak HTTP");
            answering.join();
        }
    }

    @Test
    void aUserThatMayOnlyReadIsTold() throws IOException {
        try (Stream<Path> files = Files.find(temp, 3, (file, attributes) -> file.endsWith("etc/ari.conf"))) {
            Path ari = files.findFirst().orElseThrow();
            Files.writeString(
                    ari, "\n[reader]\ntype = user\nread_only = yes\npassword = reader\n", StandardOpenOption.APPEND);
        }
        lab.pbx().command("module reload res_ari.so");

        assertThat(problem(settings().user("reader").password("reader"), "rights"))
                .contains("may only read", "read_only = no");
    }

    @Test
    void aMissingModuleIsAWarningThatSaysWhatFollows() throws IOException {
        CheckAri ari = new CheckAri(settings().asterisk());
        assertThat(ari.delete("asterisk/modules/func_export.so").done()).isTrue();
        try {
            Finding variables = finding(check(settings()), "modules-variables");

            assertThat(variables.state()).isEqualTo(Finding.State.WARNING);
            assertThat(variables.detail()).isEqualTo("func_export.so is not running");
            assertThat(variables.advice()).contains("${SHARED(NAME)}", "modules.conf");
        } finally {
            ari.post("asterisk/modules/func_export.so", Map.of(), "");
        }
    }

    @Test
    void whereNothingArrivesForWantOfAModuleNoFirewallIsBlamed() throws IOException {
        CheckAri ari = new CheckAri(settings().asterisk());
        assertThat(ari.delete("asterisk/modules/codec_resample.so").done()).isTrue();
        try {
            CheckReport report = check(settings());

            assertThat(finding(report, "modules-tap").detail()).isEqualTo("codec_resample.so is not running");
            assertThat(finding(report, "packets").advice()).isEqualTo("most probably because of modules-tap");
        } finally {
            ari.post("asterisk/modules/codec_resample.so", Map.of(), "");
        }
    }

    @Test
    void anAddressWhereNobodyReceivesIsAProblemThatNamesWhatToOpen() {
        String nobody = lab.spareAddress().getHostAddress();
        CheckReport report = check(settings().advertise(nobody).ports(43_950, 43_959));

        Finding packets = finding(report, "packets");
        assertThat(packets.state()).isEqualTo(Finding.State.PROBLEM);
        assertThat(packets.detail()).contains("sent sound to " + nobody + ":4395", "nothing arrived");
        assertThat(packets.advice()).contains("media.advertise", "UDP 43950-43959", "firewall");
        assertThat(finding(report, "sound").state()).isEqualTo(Finding.State.UNKNOWN);
        assertThat(finding(report, "cleanup").state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void soundThatComesThroughANatIsHeardAndTheNatIsTold() throws IOException {
        try (DatagramSocket outside = new DatagramSocket(43_960, lab.spareAddress());
                DatagramSocket inside = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread nat = new Thread(() -> forward(outside, inside));
            nat.start();

            CheckReport report = check(
                    settings().advertise(lab.spareAddress().getHostAddress()).ports(43_960, 43_960));

            assertThat(finding(report, "source").state()).isEqualTo(Finding.State.OK);
            assertThat(finding(report, "source").detail()).contains("a NAT between");
            assertThat(finding(report, "sound").state()).isEqualTo(Finding.State.OK);
        }
    }

    @Test
    void portsThatOthersHoldAreAProblemAndNoTestCallIsMade() throws Exception {
        try (DatagramSocket first = new DatagramSocket(43_970, InetAddress.getLoopbackAddress());
                DatagramSocket second = new DatagramSocket(43_971, InetAddress.getLoopbackAddress())) {
            assertThat(List.of(first.isBound(), second.isBound())).containsOnly(true);
            CheckReport report = check(settings().ports(43_970, 43_971));

            assertThat(finding(report, "ports").state()).isEqualTo(Finding.State.PROBLEM);
            assertThat(finding(report, "ports").detail()).contains("none of the 2 UDP ports");
            assertThat(finding(report, "test-call").state()).isEqualTo(Finding.State.PROBLEM);
        }
    }

    @Test
    void fewFreePortsAreAWarning() throws Exception {
        try (DatagramSocket first = new DatagramSocket(43_975, InetAddress.getLoopbackAddress());
                DatagramSocket second = new DatagramSocket(43_976, InetAddress.getLoopbackAddress())) {
            assertThat(List.of(first.isBound(), second.isBound())).containsOnly(true);

            assertThat(finding(check(settings().ports(43_975, 43_977)), "ports"))
                    .satisfies(ports -> assertThat(ports.state()).isEqualTo(Finding.State.WARNING))
                    .satisfies(ports -> assertThat(ports.detail()).startsWith("1 of 3 UDP ports"));
        }
    }

    @Test
    void whatAKilledCheckLeftBehindIsRemovedByTheNext() throws IOException {
        CheckAri ari = new CheckAri(settings().asterisk());
        assertThat(ari.post("bridges/undertone-check.1000.bridge", Map.of("type", "mixing"), "")
                        .done())
                .isTrue();

        assertThat(finding(check(settings()), "cleanup").state()).isEqualTo(Finding.State.OK);
        assertThat(ari.get("bridges/undertone-check.1000.bridge").status()).isEqualTo(404);
    }

    @Test
    void anApplicationNameInUseIsAWarning() throws IOException {
        WebSocket other = new CheckAri(settings().asterisk())
                .events(settings().asterisk().app(), new CheckEvents(Clock.systemUTC()));

        Finding app = finding(check(settings()), "app");
        other.abort();

        assertThat(app.state()).isEqualTo(Finding.State.WARNING);
        assertThat(app.advice()).contains("right if Undertone runs with these settings now");
    }

    @Test
    void clocksThatDifferAreAWarning() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-20));

        Finding clock = finding(check(settings(), late), "clock");

        assertThat(clock.state()).isEqualTo(Finding.State.WARNING);
        assertThat(clock.detail()).contains("ahead of ours");
        assertThat(clock.advice()).contains("NTP");
    }

    private static void forward(DatagramSocket outside, DatagramSocket inside) {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        try {
            while (true) {
                outside.receive(packet);
                inside.send(new DatagramPacket(
                        packet.getData(),
                        packet.getLength(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), outside.getLocalPort())));
                packet.setLength(2_000);
            }
        } catch (IOException e) {
            // the test has closed it
        }
    }

    private static String problem(TestingSettings settings, String name) {
        Finding finding = finding(check(settings), name);
        assertThat(finding.state()).isEqualTo(Finding.State.PROBLEM);
        return finding.detail() + ": " + finding.advice();
    }

    private static Finding finding(CheckReport report, String name) {
        return report.findings().stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CheckReport check(TestingSettings settings) {
        return check(settings, Clock.systemUTC());
    }

    private static CheckReport check(TestingSettings settings, Clock clock) {
        MediaSettings media = settings.media();
        try (TapPorts ports = new TapPorts(
                media.address(), new PortRange(media.firstPort(), media.lastPort()), Duration.ZERO, clock)) {
            return new PbxCheck(settings.settings(), ports, clock).run();
        }
    }

    private static TestingSettings settings() {
        return TestingSettings.of(lab).by(Transport.RTP);
    }
}
