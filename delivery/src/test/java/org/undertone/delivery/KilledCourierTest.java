package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.CallId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;

/** A program that is killed at random moments, a few here; 200 with {@code -Pkills}. */
class KilledCourierTest {

    private static final int KILLS = Integer.getInteger("undertone.kills", 6);

    @TempDir
    private Path folder;

    @Test
    void killedWhileAlertsFireEveryAlertArrivesOnceAndInOrderAtAReceiverThatKnowsRepeats() throws Exception {
        Path file = folder.resolve("undertone.db");
        Random moments = new Random(20261122);
        try (TestingReceiver receiver = new TestingReceiver(20261122)) {
            for (int kill = 0; kill < KILLS; kill++) {
                runAndKill(file, receiver, moments.nextInt(1_000));
            }
            drain(file, receiver);

            try (Ledger ledger = Ledger.open(file)) {
                List<String> keys = keysOfAllAlerts(ledger);
                List<String> accepted = receiver.accepted();
                int repeats = accepted.size() - receiver.bodies().size();
                Files.writeString(
                        Files.createDirectories(Path.of("target", "kills")).resolve("kills.txt"),
                        String.format(
                                Locale.ROOT,
                                "kills %d, alerts %d, failures of the destination %d, raw repeats %d%n",
                                KILLS,
                                keys.size(),
                                receiver.failed(),
                                repeats));
                assertThat(keys).hasSizeGreaterThan(KILLS);
                assertThat(receiver.bodies().keySet()).containsExactlyInAnyOrderElementsOf(keys);
                assertThat(repeats).isLessThanOrEqualTo(KILLS);
                assertThat(receiver.changed()).as("repeats with another body").isZero();
                assertThat(receiver.failed()).isPositive();
                for (String call : TestingAlertingProgram.CALLS) {
                    assertThat(placesIn(accepted, ledger, call))
                            .as("call %s", call)
                            .isSorted();
                }
            }
        }
    }

    /** Each alert of the ledger has its one delivery, and all are delivered. */
    private static List<String> keysOfAllAlerts(Ledger ledger) {
        List<String> keys = new ArrayList<>();
        for (String call : TestingAlertingProgram.CALLS) {
            CallId id = new CallId(call);
            List<DeliveryRecord> records = ledger.outbox().of(id);
            assertThat(records).extracting(DeliveryRecord::state).containsOnly(DeliveryState.DELIVERED);
            assertThat(records)
                    .extracting(DeliveryRecord::alert)
                    .containsExactlyInAnyOrderElementsOf(
                            ledger.alerts().of(id).stream().map(AlertRecord::id).toList());
            records.forEach(record -> keys.add(record.key()));
        }
        assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
        return keys;
    }

    /** The place of each message of that call, among those of the call, in the order in which they came. */
    private static List<Integer> placesIn(List<String> accepted, Ledger ledger, String call) {
        List<String> keys = ledger.outbox().of(new CallId(call)).stream()
                .map(DeliveryRecord::key)
                .toList();
        return accepted.stream().filter(keys::contains).map(keys::indexOf).toList();
    }

    private void runAndKill(Path file, TestingReceiver receiver, int afterMillis) throws Exception {
        Process process = program(file, receiver, "raise");
        try {
            awaitRaising(process);
            Thread.sleep(afterMillis);
            assertThat(process.isAlive()).as("killed, and not ended by itself").isTrue();
        } finally {
            // SIGKILL
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void drain(Path file, TestingReceiver receiver) throws Exception {
        Process process = program(file, receiver, "drain");
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process program(Path file, TestingReceiver receiver, String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        // Killed, it cannot delete the native library that it unpacks.
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingAlertingProgram.class.getName(),
                        file.toString(),
                        receiver.url().toString(),
                        what)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return folder.resolve("program.log");
    }

    private void awaitRaising(Process process) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .failFast("the program ended", () -> !process.isAlive())
                .until(() -> Files.readString(log()).lines().anyMatch(TestingAlertingProgram.RAISING::equals));
    }
}
