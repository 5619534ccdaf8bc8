package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.event.LoadLevel;

/** What a frame of a websocket costs the heap, as {@link PacketAllocationTest} for a packet of RTP. */
class FrameAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.1");
    private static final int WARM_UP = 1_000;
    private static final int MEASURED = 1_000;
    private static final int FRAMES_A_BLOCK = AudioBlock.SAMPLES / Rtp.PACKET_SAMPLES;
    /** Short ones, so that many can be sent before the clock is left behind. */
    private static final int SHORT_SAMPLES = 4;

    /** Netty makes a view of its buffer for each read by Java's selector. */
    private static final int JAVAS_SELECTOR = 120;

    private static final int SHORT_WARM_UP = 20_000;
    private static final int SHORT_MEASURED = 10_000;
    /** A block keeps its samples, and is kept itself; the rest is objects of a few words. */
    private static final long SAMPLES_BYTES = 2L * AudioBlock.SAMPLES;

    private int windows;
    private final VirtualClock clock = new VirtualClock();
    private final WebSocketReceiver receiver = new WebSocketReceiver(
            new SoundIntake(LEG, WindowSpec.DEFAULT, () -> LoadLevel.FULL, window -> windows++, clock));
    private final FrameReader reader = new FrameReader(receiver, reason -> {}, Poller.NIO);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ByteBuf frame = Unpooled.wrappedBuffer(Frames.nth(0));

    @Test
    void aFrameOnItsWayIntoTheRingAllocatesNothing() {
        long nothing = allocatedBetweenTwoQuestions();
        long allocated = 0;
        for (int n = 0; n < WARM_UP + MEASURED; n++) {
            long bytes = receive() - nothing;
            allocated += n >= WARM_UP && !completesABlock(n) ? bytes : 0;
        }

        assertThat(allocated).isZero();
    }

    @Test
    void theOneThatCompletesABlockAllocatesItOnce() {
        for (int n = 0; n < WARM_UP; n++) {
            receive();
        }
        for (int n = WARM_UP; n < WARM_UP + MEASURED; n++) {
            int windowsBefore = windows;
            long bytes = receive();
            if (completesABlock(n) && windows == windowsBefore) {
                assertThat(bytes).isBetween(SAMPLES_BYTES, SAMPLES_BYTES + 200);
            }
        }
    }

    /** With Netty's part, from the system's call on: beside its blocks not a byte a frame. */
    @ParameterizedTest
    @EnumSource(Poller.class)
    void norDoesNettyInSteadyState(Poller poller) throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // It writes down one buffer in a hundred.
        try (TapPorts ports = new TapPorts(
                        InetAddress.getLoopbackAddress(),
                        FreePorts.range(1),
                        Duration.ZERO,
                        InstantSource.system(),
                        poller);
                TestingMediaServer server = new TestingMediaServer()) {
            WebSocketStream stream = ports.sockets()
                    .open(
                            LEG,
                            new WindowSpec(Duration.ofSeconds(30), Duration.ofSeconds(30)),
                            () -> LoadLevel.FULL,
                            window -> {});
            stream.connect(server.address(), server.tell("1"), Duration.ofSeconds(30))
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            TestingMediaServer.Peer peer = server.opened();
            send(peer, stream, SHORT_WARM_UP);
            long before = allocatedByTheMediaThread();
            send(peer, stream, SHORT_WARM_UP + SHORT_MEASURED);
            long allocated = allocatedByTheMediaThread() - before;

            long blocks = SHORT_MEASURED * (long) SHORT_SAMPLES / AudioBlock.SAMPLES * (SAMPLES_BYTES + 100);
            assertThat((allocated - blocks) / (double) SHORT_MEASURED)
                    .as("bytes a frame")
                    .isLessThan(poller == Poller.EPOLL ? 1 : JAVAS_SELECTOR);
        }
    }

    /** Block after block, so that each is read by itself, or each frame where the system cannot wait for a block. */
    private static void send(TestingMediaServer.Peer peer, WebSocketStream stream, int until) throws IOException {
        byte[] one = Frames.sound(new short[SHORT_SAMPLES]);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int sent = (int) stream.stats().packets(); sent < until; ) {
            for (int i = 0; i < AudioBlock.SAMPLES / SHORT_SAMPLES; i++) {
                peer.send(one);
                sent++;
            }
            while (stream.stats().packets() < sent) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    private static long allocatedByTheMediaThread() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals("undertone-media-1"))
                .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }

    private static boolean completesABlock(int n) {
        return n % FRAMES_A_BLOCK == FRAMES_A_BLOCK - 1;
    }

    /** Lets the next frame come, 20 ms after the last; the bytes that this thread allocated meanwhile. */
    private long receive() {
        clock.advance(Duration.ofMillis(20));
        frame.readerIndex(0);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reader.read(frame, channel);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long allocatedBetweenTwoQuestions() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
