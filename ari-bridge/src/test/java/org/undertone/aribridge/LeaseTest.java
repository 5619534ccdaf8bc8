package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.check.Leftovers;
import org.undertone.aribridge.stasis.Lease;
import org.undertone.core.Action;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Bridge;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Script;

/** What is ours on the PBX goes by itself when nobody is left to remove it, and stays as long as somebody renews it. */
@Tag("asterisk")
class LeaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Lease SHORT = new Lease(Duration.ofSeconds(8), Duration.ofSeconds(2));

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
    void hangUp() throws IOException {
        leftovers().remove("undertone.");
        lab.reset();
    }

    @Test
    void afterKillNineInMidCallAllOfOursGoesAndTheTwoTalkOn() throws Exception {
        lab.phones().supervisor().answersWith(Script.silent());
        Path printed = folder.resolve("killed.log");
        Process program = program(printed);
        try {
            awaitPrinted(printed, TestingKilledBridge.CONNECTED);
            TestingTalk talk = TestingTalk.begin(lab);
            awaitPrinted(printed, TestingKilledBridge.BUSY);
            // Two snoops of taps, the supervisor's voice and ear, and the cue.
            await().atMost(PATIENCE).until(() -> count("Snoop/") == 5);
            assertThat(count("WebSocket/")).isEqualTo(2);
            assertThat(count("PJSIP/supervisor-")).isEqualTo(1);
            List<String> parties = talk.channels(lab);

            program.destroyForcibly().waitFor();
            long killed = System.nanoTime();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lab.pbx().channels())
                    .extracting(Channel::uniqueId)
                    .containsExactlyInAnyOrderElementsOf(parties));

            // A supervisor's lease is at first that of a phone that rings, and renewed some time after the answer.
            assertThat(Duration.ofNanos(System.nanoTime() - killed))
                    .isLessThan(TestingKilledBridge.RING.plusSeconds(20));
            talk.goesOn();
            theRestIsRemovedByHand(life(printed));
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void whatIsRenewedOutlivesItsLease() {
        lab.phones().supervisor().answersWith(Script.silent());
        try (TestingDaemon daemon = new TestingDaemon(
                TestingDaemon.settings(lab.pbx(), "renewed", TestingDaemon.number("903", Role.CUSTOMER, Role.AGENT)),
                SHORT)) {
            daemon.start();
            TestingTalk talk = TestingTalk.begin(lab);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 2);
            supervise(daemon);
            Set<String> parties = Set.copyOf(talk.channels(lab));
            List<String> ours = ours(parties);

            long until = System.nanoTime() + SHORT.length().plusSeconds(3).toNanos();
            await().atMost(PATIENCE).until(() -> System.nanoTime() > until);

            assertThat(ours(parties)).hasSize(7).isEqualTo(ours);
            assertThat(daemon.events(CallEvent.TapClosed.class)).isEmpty();
        }
    }

    private static void supervise(TestingDaemon daemon) {
        CompletableFuture<SupervisionEvent> joined = new CompletableFuture<>();
        daemon.actions()
                .supervise(
                        daemon.facts(),
                        new Action.Supervise(
                                List.of("PJSIP/supervisor"), SupervisionMode.LISTEN, Duration.ofSeconds(20)),
                        "renewed",
                        told -> {
                            if (told instanceof SupervisionEvent.Joined) {
                                joined.complete(told);
                            }
                        });
        joined.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void aTapWhoseLeaseRanOutIsOpenedAnew() {
        try (TestingDaemon daemon = TestingDaemon.started(
                TestingDaemon.settings(lab.pbx(), "ranout", TestingDaemon.number("903", Role.CUSTOMER)))) {
            TestingTalk talk = TestingTalk.begin(lab);
            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 1);

            // As when the program stood still for longer than that: renewed, they would not end.
            lab.pbx().channels().stream()
                    .map(Channel::name)
                    .filter(name -> name.startsWith("WebSocket/"))
                    .forEach(name -> lab.pbx().setVariable(name, "TIMEOUT(absolute)", "0.1"));

            await().atMost(PATIENCE)
                    .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 2);
            assertThat(daemon.events(CallEvent.TapClosed.class)).singleElement().satisfies(closed -> assertThat(
                            closed.reason())
                    .as("of the socket and of the channel, whichever is told first")
                    .matches("its sound stopped: .*|its channels on the PBX were removed"));
            talk.goesOn();
        }
    }

    @Test
    void usuallyAllIsGoneWithinTwoMinutesAndAMinuteWithoutThePbxIsNoLoss() {
        assertThat(Lease.USUAL.length()).isLessThan(Duration.ofMinutes(2));
        assertThat(Lease.USUAL.length().minus(Lease.USUAL.renewal())).isGreaterThan(Duration.ofMinutes(1));
        assertThat(Lease.USUAL.variables()).containsEntry("TIMEOUT(absolute)", "110.0");
    }

    @Test
    void aLeaseThatCannotBeRenewedInTimeIsNone() {
        assertThatThrownBy(() -> new Lease(Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("renewal=PT5S");
    }

    /** What has no lease: an empty bridge, which the PBX keeps for whoever may come, and a lamp. */
    private static void theRestIsRemovedByHand(String life) throws IOException {
        String lamp = "Stasis:undertone-" + TestingKilledBridge.LAMP;
        assertThat(ownBridges(life)).hasSize(3).allMatch(bridge -> bridge.channels()
                .isEmpty());
        assertThat(lab.pbx().deviceState(lamp)).isEqualTo("RINGING");
        Leftovers leftovers = new Leftovers(
                TestingDaemon.settings(lab.pbx(), "hand", TestingDaemon.queue()).asterisk());

        assertThat(leftovers.remove(life)).isEqualTo(3);
        assertThat(leftovers.putOutLamps()).isEqualTo(1);

        assertThat(ownBridges(life)).isEmpty();
        await().atMost(PATIENCE).until(() -> !lab.pbx().deviceState(lamp).equals("RINGING"));
        assertThat(leftovers().remove(life) + leftovers().putOutLamps()).isZero();
    }

    private static Leftovers leftovers() {
        return new Leftovers(
                TestingDaemon.settings(lab.pbx(), "hand", TestingDaemon.queue()).asterisk());
    }

    private static List<Bridge> ownBridges(String life) {
        return lab.pbx().bridges().stream()
                .filter(bridge -> bridge.id().startsWith(life))
                .toList();
    }

    private static String life(Path printed) {
        return printed(printed)
                .lines()
                .filter(line -> line.startsWith(TestingKilledBridge.CONNECTED))
                .map(line ->
                        line.substring(TestingKilledBridge.CONNECTED.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    private static Process program(Path printed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingKilledBridge.class.getName(),
                        lab.pbx().httpUri().toString(),
                        lab.pbx().ariUser(),
                        lab.pbx().ariPassword(),
                        SHORT.length().toString(),
                        SHORT.renewal().toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static void awaitPrinted(Path file, String word) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(printed(file)).containsPattern("(?m)^" + word));
    }

    private static String printed(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static long count(String prefix) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith(prefix))
                .count();
    }

    private static List<String> ours(Set<String> parties) {
        return lab.pbx().channels().stream()
                .map(Channel::uniqueId)
                .filter(id -> !parties.contains(id))
                .sorted()
                .toList();
    }
}
