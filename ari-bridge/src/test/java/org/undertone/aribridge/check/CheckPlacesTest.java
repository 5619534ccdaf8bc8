package org.undertone.aribridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.config.TestingProfile;
import org.undertone.core.event.Finding;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;

/** What the settings name, and what the PBX's own files say: each mistake here lets a call go unheard without a word. */
@Tag("asterisk")
class CheckPlacesTest {

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

    @Test
    void aQueueThatThePbxDoesNotHaveIsAProblem() {
        assertThat(finding(naming(support().queues("support", "suport")), "queues"))
                .satisfies(queues -> assertThat(queues.state()).isEqualTo(Finding.State.PROBLEM))
                .satisfies(queues -> assertThat(queues.detail()).isEqualTo("the PBX has no queue 'suport'"))
                .satisfies(queues -> assertThat(queues.advice()).contains("queue show"));
        assertThat(finding(naming(support().queues("Support")), "queues").state())
                .as("Asterisk compares the names of queues without case")
                .isEqualTo(Finding.State.OK);
    }

    @Test
    void aNumberThatNoContextKnowsIsAWarning() {
        assertThat(finding(naming(support().dids("601", "_555X")), "numbers"))
                .satisfies(numbers -> assertThat(numbers.state()).isEqualTo(Finding.State.WARNING))
                .satisfies(numbers -> assertThat(numbers.detail()).endsWith("knows _555X"));
        assertThat(finding(naming(support().dids("601", "_6[0-3]X")), "numbers").state())
                .isEqualTo(Finding.State.OK);
    }

    @Test
    void anEndpointThatThePbxDoesNotHaveIsAWarning() {
        assertThat(finding(
                        naming(support()
                                .queues("support")
                                .agents("PJSIP/agent", "PJSIP/Agent", "PJSIP/01715550100@agent")),
                        "endpoints"))
                .satisfies(endpoints -> assertThat(endpoints.state()).isEqualTo(Finding.State.WARNING))
                .satisfies(
                        endpoints -> assertThat(endpoints.detail()).isEqualTo("the PBX has no endpoint PJSIP/Agent"));
        assertThat(finding(naming(support().queues("support").agents("PJSIP/li*", "DAHDI/1*")), "endpoints")
                        .state())
                .as("of a technology that ARI does not list nothing can be said")
                .isEqualTo(Finding.State.OK);
    }

    @Test
    void aNoloadInTheWrongSectionIsAWarning() throws IOException {
        // As Debian's file ends.
        try (Change changed = new Change("modules.conf", "\n[global]\n\nnoload => bridge_native_rtp.so\n")) {
            assertThat(finding(TestingSettings.of(lab), "restart"))
                    .satisfies(restart -> assertThat(restart.state()).isEqualTo(Finding.State.WARNING))
                    .satisfies(restart -> assertThat(restart.detail())
                            .contains("noload => bridge_native_rtp.so in its section [global]"))
                    .satisfies(restart -> assertThat(restart.advice()).contains("into [modules]"));
            assertThat(changed.file()).exists();
        }
    }

    @Test
    void aModuleThatComesBackWithTheNextRestartIsAWarning() throws IOException {
        CheckAri ari = new CheckAri(TestingSettings.of(lab).asterisk());
        assertThat(ari.delete("asterisk/modules/bridge_native_rtp.so").done()).isTrue();
        try {
            assertThat(finding(TestingSettings.of(lab), "restart").detail()).contains("comes back");
            try (Change changed = new Change("modules.conf", "\nnoload => bridge_native_rtp.so\n")) {
                assertThat(finding(TestingSettings.of(lab), "restart").state()).isEqualTo(Finding.State.OK);
                assertThat(changed.file()).exists();
            }
        } finally {
            ari.post("asterisk/modules/bridge_native_rtp.so", Map.of(), "");
        }
    }

    @Test
    void connectionsThatCloseAfterEachAnswerAreAWarning() throws IOException {
        assertThat(finding(TestingSettings.of(lab), "keep-alive").state()).isEqualTo(Finding.State.OK);
        try (Change changed = new Change("http.conf", "\nsession_keep_alive = 0\n")) {
            assertThat(finding(TestingSettings.of(lab), "keep-alive"))
                    .satisfies(http -> assertThat(http.state()).isEqualTo(Finding.State.WARNING))
                    .satisfies(http -> assertThat(http.detail()).contains("session_keep_alive = 0"));
            assertThat(changed.file()).exists();
        }
    }

    @Test
    void anAddressThatThePbxCannotSendToIsToldWithWhatToDo() {
        assertThat(finding(TestingSettings.of(lab).by(Transport.RTP).advertise("no-such-host.invalid"), "test-call"))
                .satisfies(call -> assertThat(call.state()).isEqualTo(Finding.State.PROBLEM))
                .satisfies(call -> assertThat(call.detail())
                        .contains("cannot send sound to no-such-host.invalid", "set media.advertise"));
    }

    private static TestingProfile support() {
        return TestingProfile.named("support");
    }

    private static TestingSettings naming(TestingProfile profile) {
        return TestingSettings.of(lab).profile(profile.build());
    }

    private static Finding finding(TestingSettings settings, String name) {
        try (TapPorts ports = new TapPorts(
                settings.media().address(),
                new PortRange(settings.firstPort(), settings.lastPort()),
                Duration.ZERO,
                Clock.systemUTC())) {
            return new PbxCheck(settings.settings(), ports, Clock.systemUTC())
                    .run().findings().stream()
                            .filter(finding -> finding.name().equals(name))
                            .findFirst()
                            .orElseThrow();
        }
    }

    /** More lines in one of the PBX's files, for a while. */
    private record Change(Path file, String before) implements AutoCloseable {

        Change(String name, String lines) throws IOException {
            this(find(name), Files.readString(find(name)));
            write(before + lines);
        }

        /** Asterisk tells by its second whether a file has changed. */
        private void write(String text) throws IOException {
            FileTime last = Files.getLastModifiedTime(file);
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, FileTime.from(last.toInstant().plusSeconds(2)));
        }

        private static Path find(String name) throws IOException {
            try (Stream<Path> files = Files.find(temp, 4, (file, attributes) -> file.endsWith("etc/" + name))) {
                return files.filter(file -> Files.exists(file.resolveSibling("ari.conf")))
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Override
        public void close() throws IOException {
            write(before);
        }
    }
}
