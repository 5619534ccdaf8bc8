package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.AudioWindow;
import org.undertone.core.CallId;
import org.undertone.core.LegId;

/** Over real UDP on the loopback interface, by each way that packets may come. */
@ParameterizedClass
@EnumSource(Poller.class)
class LegStreamTest {

    /** One whose windows come every half second from the first one on. */
    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.9");

    private final TapPorts ports;
    private final List<AudioWindow> windows = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private RtpStream stream;

    LegStreamTest(Poller poller) {
        ports = new TapPorts(
                InetAddress.getLoopbackAddress(),
                FreePorts.range(2),
                Duration.ofSeconds(60),
                InstantSource.system(),
                poller);
    }

    @BeforeEach
    void open() {
        stream = ports.open(LEG, WindowSpec.DEFAULT, window -> {
            threads.add(Thread.currentThread().getName());
            windows.add(window);
        });
    }

    @AfterEach
    void close() {
        ports.close();
    }

    @Test
    void soundBecomesOverlappingWindowsOnTheMediaThread() throws IOException {
        try (RtpSender sender = new RtpSender()) {
            sender.sendStream(0, 200, stream); // 4 s
        }

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
        assertThat(stream.stats().windows()).isEqualTo(3);
    }

    @Test
    void tellsWhenTheFirstPacketArrived() throws IOException {
        assertThat(stream.firstPacket().toCompletableFuture()).isNotDone();
        try (RtpSender sender = new RtpSender()) {
            sender.sendStream(0, 2, stream);
        }

        assertThat(stream.stats().firstPacketAt())
                .contains(stream.firstPacket()
                        .toCompletableFuture()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join());
    }

    @Test
    void countsAnotherSenderAndIgnoresIt() throws IOException {
        try (RtpSender sender = new RtpSender();
                RtpSender stranger = new RtpSender()) {
            sender.sendStream(0, 10, stream);
            for (int n = 10; n < 15; n++) {
                stranger.send(Rtp.nth(n), stream);
            }
            RtpSender.awaitDatagrams(15, stream);
        }

        assertThat(stream.stats().packets()).isEqualTo(10);
        assertThat(stream.stats().foreign()).isEqualTo(5);
    }

    @Test
    void hearsOnlyTheSourceThatIsExpected() throws IOException {
        try (RtpSender sender = new RtpSender();
                RtpSender stranger = new RtpSender()) {
            stream.expectSource(sender.address());
            for (int n = 0; n < 5; n++) {
                stranger.send(Rtp.nth(n), stream);
            }
            RtpSender.awaitDatagrams(5, stream);
            assertThat(stream.firstPacket().toCompletableFuture()).isNotDone();

            sender.send(Rtp.nth(0), stream);
            RtpSender.awaitDatagrams(6, stream);
        }

        assertThat(stream.stats().packets()).isEqualTo(1);
        assertThat(stream.stats().foreign()).isEqualTo(5);
    }

    @Test
    void anExpectedSourceNeedsAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.expectSource(InetSocketAddress.createUnresolved("pbx.example", 10_080)))
                .withMessageContaining("has no address; give a numeric one");
    }

    @Test
    void anOversizedDatagramIsMalformed() throws IOException {
        try (RtpSender sender = new RtpSender()) {
            sender.send(Rtp.bytes(0, 0, Rtp.SSRC, new short[20_000]), stream);
            RtpSender.awaitDatagrams(1, stream);
        }

        assertThat(stream.stats().malformed()).isEqualTo(1);
    }

    @Test
    void twoLegsDoNotHearEachOther() throws IOException {
        LegId agent = new LegId(new CallId("pbx-1.0"), "pbx-1.2");
        RtpStream other = ports.open(agent, WindowSpec.DEFAULT, windows::add);
        try (RtpSender sender = new RtpSender()) {
            sender.sendStream(0, 150, other);
        }

        awaitWindows(1);
        assertThat(windows).extracting(window -> window.ref().leg()).containsExactly(agent);
        assertThat(stream.stats().packets()).isZero();
    }

    @Test
    void closedBeforeAnySoundTheWaitForTheFirstPacketFails() {
        stream.close();

        assertThat(stream.firstPacket().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(MediaException.class)
                .withMessage("leg pbx-1.0/pbx-1.9: no packet came to port " + stream.port() + " before it was closed");
    }

    @Test
    void anErrorOfTheConsumerDoesNotStopTheStream() throws IOException {
        RtpStream failing = ports.open(LEG, WindowSpec.DEFAULT, window -> {
            windows.add(window);
            throw new AssertionError("worse than an exception");
        });
        try (RtpSender sender = new RtpSender()) {
            sender.sendStream(0, 200, failing);
        }

        awaitWindows(3);
        assertThat(windows.get(2).missingShare()).isZero();
    }

    /** A packet is counted before its sound is handed on. */
    private void awaitWindows(int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(windows).hasSize(count));
    }
}
