package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.asterisk.AsteriskInstance;
import org.undertone.lab.tool.Waiting;

@Tag("asterisk")
class SeveralLabsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void twoLabsSideBySideDoNotMeet(@TempDir Path folder) throws IOException {
        CompletableFuture<Lab> starting = CompletableFuture.supplyAsync(() -> Lab.start(LabOptions.defaults()));
        try (Lab one = Lab.start(LabOptions.defaults());
                Lab other = starting.join()) {
            assertThat(one.pbx().address()).isNotEqualTo(other.pbx().address());
            PhoneCall call = call(one, Tones.file(folder, 440, 30));
            PhoneCall otherCall = call(other, Tones.file(folder, 1000, 30));
            Waiting.pause(Duration.ofSeconds(1));

            one.reset();
            assertThat(otherCall.ended()).isFalse();
            other.reset();

            assertThat(Tones.loudness(call.played(), 440)).isGreaterThan(3000);
            assertThat(Tones.loudness(otherCall.played(), 1000)).isGreaterThan(3000);
            await().atMost(SOON).untilAsserted(() -> assertThat(one.pbx().cdrs())
                    .extracting(Cdr::uniqueId)
                    .allSatisfy(id -> assertThat(id).startsWith("lab" + number(one) + "-"))
                    .isNotEmpty());
        }
    }

    @Test
    void aClosedLabLeavesNothing(@TempDir Path temp) throws IOException {
        Lab lab = Lab.start(LabOptions.defaults().withTemp(temp));
        Traces traces = Traces.of(lab);
        call(lab, lab.speech(Speech.CUSTOMER_CALM));

        lab.close();

        assertThat(traces.left()).isEmpty();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aLabWhoseJvmIsKilledLeavesNothing() throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildLab.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            Traces traces = out.lines()
                    .filter(line -> line.startsWith("traces "))
                    .map(Traces::parse)
                    .findFirst()
                    .orElseThrow();
            assertThat(traces.left()).isNotEmpty();

            child.destroyForcibly();

            await().atMost(SOON).untilAsserted(() -> assertThat(traces.left()).isEmpty());
        } finally {
            child.destroyForcibly();
        }
    }

    private static int number(Lab lab) {
        return lab.pbx().address().getAddress()[2];
    }

    private static PhoneCall call(Lab lab, Path sound) {
        PhoneCall call = lab.phones().customer().call("600", Script.silent().play("sound", sound));
        call.awaitPlaying("sound", SOON);
        return call;
    }

    /** The lab of a JVM that will be killed in the middle of a call. */
    static final class ChildLab {
        private ChildLab() {}

        public static void main(String[] arguments) throws InterruptedException {
            Lab lab = Lab.start(LabOptions.defaults());
            call(lab, lab.speech(Speech.AGENT_CALM));
            System.out.println(Traces.of(lab));
            Thread.sleep(SOON.toMillis());
            lab.close();
        }
    }

    /** What a lab would leave behind. */
    private record Traces(List<Long> processes, List<Path> folders, List<String> addresses) {
        static Traces of(Lab lab) {
            List<AsteriskInstance> both =
                    List.of(lab.pbx().asterisk(), lab.phones().asterisk());
            return new Traces(
                    both.stream().map(AsteriskInstance::pid).toList(),
                    both.stream().map(AsteriskInstance::folder).toList(),
                    List.of(lab.pbx().address().getHostAddress()));
        }

        static Traces parse(String line) {
            String[] words = line.split(" ", -1);
            return new Traces(
                    List.of(Long.valueOf(words[1]), Long.valueOf(words[2])),
                    List.of(Path.of(words[3]), Path.of(words[4])),
                    List.of(words[5]));
        }

        @Override
        public String toString() {
            return String.join(
                    " ",
                    "traces",
                    processes.get(0).toString(),
                    processes.get(1).toString(),
                    folders.get(0).toString(),
                    folders.get(1).toString(),
                    addresses.get(0));
        }

        List<String> left() {
            return java.util.stream.Stream.of(
                            processes.stream()
                                    .filter(pid -> ProcessHandle.of(pid)
                                            .filter(ProcessHandle::isAlive)
                                            .isPresent())
                                    .map(pid -> "process " + pid),
                            folders.stream().filter(Files::exists).map(Path::toString),
                            addresses.stream().filter(address -> !free(address)).map(address -> "ports of " + address))
                    .flatMap(stream -> stream)
                    .toList();
        }

        private static boolean free(String address) {
            try (DatagramSocket sip = new DatagramSocket(5060, InetAddress.getByName(address));
                    ServerSocket http = new ServerSocket(8088, 1, InetAddress.getByName(address))) {
                return sip.isBound() && http.isBound();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
