package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.undertone.benchmarks.Noise;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.event.LoadLevel;

/** A packet of 20 ms, from Netty's buffer into the ring of a leg. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketToRing {

    private static final int SAMPLES = 320;
    /** Every fifth packet completes a block. */
    private static final int PACKETS_A_BLOCK = 5;

    private static final LegId LEG = new LegId(new CallId("bench"), "bench");

    private final RtpReceiver receiver = new RtpReceiver(
            LEG, new SoundIntake(LEG, WindowSpec.DEFAULT, () -> LoadLevel.FULL, window -> {}, Clock.systemUTC()));
    private final InetSocketAddress pbx = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_080);
    private ByteBuf datagram;
    private int number;

    /** A datagram as Netty hands it on. */
    @Setup
    public void packet() {
        datagram = PooledByteBufAllocator.DEFAULT.directBuffer(12 + 2 * SAMPLES);
        datagram.writeByte(0x80).writeByte(118).writeShort(0).writeInt(0).writeInt(1);
        for (short sample : Noise.samples(SAMPLES)) {
            datagram.writeShort(sample);
        }
    }

    /** The buffer goes back. */
    @TearDown
    public void release() {
        datagram.release();
    }

    /** A tenth of a second passes: the block under way is completed, so that every call begins with an empty one. */
    @Setup(Level.Iteration)
    public void beginABlock() {
        while (number % PACKETS_A_BLOCK != 0) {
            receive();
        }
    }

    /** Into the ring, with all that comes of it: blocks, which live as long as windows hold them, and windows. */
    @Benchmark
    @OperationsPerInvocation(PACKETS_A_BLOCK)
    public int withItsBlocksAndWindows() {
        for (int i = 0; i < PACKETS_A_BLOCK; i++) {
            receive();
        }
        return number;
    }

    /** The same packet again: all of the way but the copy, and nothing is completed. */
    @Benchmark
    public int upToItsPlace() {
        receiver.receive(datagram, pbx);
        return number;
    }

    private void receive() {
        datagram.setShort(2, number).setInt(4, number * SAMPLES);
        receiver.receive(datagram, pbx);
        number++;
    }
}
