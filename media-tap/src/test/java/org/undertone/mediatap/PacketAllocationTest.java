package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.event.LoadLevel;

/** What a packet costs the heap between Netty's datagram and the ring of blocks. */
class PacketAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final LegId LEG = new LegId(new CallId("pbx-1.0"), "pbx-1.1");
    private static final int WARM_UP = 1_000;
    private static final int MEASURED = 1_000;
    private static final int PACKETS_A_BLOCK = AudioBlock.SAMPLES / Rtp.PACKET_SAMPLES;
    /** A block keeps its samples, and is kept itself; the rest is objects of a few words. */
    private static final long SAMPLES_BYTES = 2L * AudioBlock.SAMPLES;

    private int windows;
    private final VirtualClock clock = new VirtualClock();
    private final RtpReceiver receiver = new RtpReceiver(
            LEG, new SoundIntake(LEG, WindowSpec.DEFAULT, () -> LoadLevel.FULL, window -> windows++, clock));
    private final InetSocketAddress pbx = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_080);
    private final ByteBuf datagram = Rtp.buffer(Rtp.nth(0));

    @Test
    void aPacketOnItsWayIntoTheRingAllocatesNothing() {
        long nothing = allocatedBetweenTwoQuestions();
        long allocated = 0;
        for (int n = 0; n < WARM_UP + MEASURED; n++) {
            long bytes = receive(n) - nothing;
            allocated += n >= WARM_UP && !completesABlock(n) ? bytes : 0;
        }

        assertThat(allocated).isZero();
    }

    @Test
    void theOneThatCompletesABlockAllocatesItOnce() {
        for (int n = 0; n < WARM_UP; n++) {
            receive(n);
        }
        for (int n = WARM_UP; n < WARM_UP + MEASURED; n++) {
            int windowsBefore = windows;
            long bytes = receive(n);
            if (completesABlock(n) && windows == windowsBefore) {
                assertThat(bytes).isBetween(SAMPLES_BYTES, SAMPLES_BYTES + 200);
            }
        }
    }

    private static boolean completesABlock(int n) {
        return n % PACKETS_A_BLOCK == PACKETS_A_BLOCK - 1;
    }

    /** Lets the n-th packet come; the bytes that this thread allocated meanwhile. */
    private long receive(int n) {
        datagram.setShort(2, n).setInt(4, n * Rtp.PACKET_SAMPLES);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        receiver.receive(datagram, pbx);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long allocatedBetweenTwoQuestions() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
