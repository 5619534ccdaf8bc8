package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.mediatap.TestingSource.Way;

/** What both ways of sound have in common, over a real network on the loopback interface, by each way that packets may come. */
@ParameterizedClass
@MethodSource("ways")
class LegStreamTest {

    /** One whose windows come every half second from the first one on. */
    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.9");

    private final Way way;
    private final TapPorts ports;
    private final List<AudioWindow> windows = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private TestingSource source;

    LegStreamTest(Way way, Poller poller) {
        this.way = way;
        this.ports = new TapPorts(
                InetAddress.getLoopbackAddress(),
                FreePorts.range(2),
                Duration.ofSeconds(60),
                InstantSource.system(),
                poller);
    }

    static Stream<Arguments> ways() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Poller.values()).map(poller -> Arguments.of(way, poller)));
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        source = way.open(ports, LEG, window -> {
            threads.add(Thread.currentThread().getName());
            windows.add(window);
        });
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        ports.close();
    }

    @Test
    void soundBecomesOverlappingWindowsOnTheMediaThread() throws IOException, InterruptedException {
        source.send(0, 200); // 4 s

        awaitWindows(3);
        assertThat(threads).containsOnly("undertone-media-1");
        for (int w = 0; w < 3; w++) {
            AudioWindow window = windows.get(w);
            assertThat(window.ref().leg()).isEqualTo(LEG);
            assertThat(window.ref().from()).isEqualTo(Duration.ofMillis(500L * w));
            assertThat(window.missingShare()).isZero();
            for (int b = 0; b < 30; b++) {
                int packet = 5 * (5 * w + b);
                assertThat(window.blocks().get(b).sample(0)).isEqualTo((short) (packet + 1));
                assertThat(window.blocks().get(b).sample(1_599)).isEqualTo((short) (packet + 5));
            }
        }
        assertThat(windows.get(1).blocks().subList(0, 25))
                .usingElementComparator((one, other) -> one == other ? 0 : 1)
                .isEqualTo(windows.get(0).blocks().subList(5, 30));
        assertThat(source.stream().stats().windows()).isEqualTo(3);
    }

    @Test
    void tellsWhenTheFirstPacketArrived() throws IOException, InterruptedException {
        assertThat(source.stream().firstPacket().toCompletableFuture()).isNotDone();
        source.send(0, 5);

        assertThat(source.stream().stats().firstPacketAt())
                .contains(source.stream()
                        .firstPacket()
                        .toCompletableFuture()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join());
    }

    @Test
    void twoLegsDoNotHearEachOther() throws IOException, InterruptedException {
        LegId agent = new LegId(new CallId("pbx-1.0"), "pbx-1.2");
        try (TestingSource other = way.open(ports, agent, windows::add)) {
            other.send(0, 150);
        }

        awaitWindows(1);
        assertThat(windows).extracting(window -> window.ref().leg()).containsExactly(agent);
        assertThat(source.stream().stats().packets()).isZero();
    }

    @Test
    void closedBeforeAnySoundTheWaitForTheFirstPacketFails() {
        source.stream().close();

        assertThat(source.stream().firstPacket().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(MediaException.class)
                .withMessageMatching("leg pbx-1.0/pbx-1.9: no (packet|sound) came .*was closed");
    }

    @Test
    void anErrorOfTheConsumerDoesNotStopTheStream() throws IOException, InterruptedException {
        try (TestingSource failing = way.open(ports, LEG, window -> {
            windows.add(window);
            throw new AssertionError("worse than an exception");
        })) {
            failing.send(0, 200);
        }

        awaitWindows(3);
        assertThat(windows.get(2).missingShare()).isZero();
    }

    @Test
    void aStallIsCountedWhenItIsOver() throws IOException, InterruptedException {
        source.send(0, 5);
        TimeUnit.MILLISECONDS.sleep(350);
        assertThat(source.stream().stats().stalls()).isZero();

        source.send(5, 10);

        assertThat(source.stream().stats().stalls()).isGreaterThanOrEqualTo(1);
        assertThat(source.stream().stats().longestStall()).isGreaterThan(Duration.ofMillis(300));
    }

    /** A packet is counted before its sound is handed on. */
    private void awaitWindows(int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(windows).hasSize(count));
    }
}
