package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/** RTP as Asterisk sends it: 20 ms of 16-bit sound at 16 kHz, big-endian. */
public final class Rtp {

    static final int PACKET_SAMPLES = 320;
    public static final int SSRC = 0x1234_5678;

    private Rtp() {}

    public static byte[] bytes(int sequence, int timestamp, int ssrc, short... samples) {
        ByteBuf buf = Unpooled.buffer(12 + 2 * samples.length);
        buf.writeByte(0x80)
                .writeByte(118)
                .writeShort(sequence)
                .writeInt(timestamp)
                .writeInt(ssrc);
        for (short sample : samples) {
            buf.writeShort(sample);
        }
        return Arrays.copyOf(buf.array(), buf.writerIndex());
    }

    /** The n-th packet of a stream that starts at sequence 0 and timestamp 0; all its samples are n + 1. */
    static byte[] nth(int n) {
        return nth(n, SSRC);
    }

    static byte[] nth(int n, int ssrc) {
        return bytes(n, n * PACKET_SAMPLES, ssrc, filled(n + 1));
    }

    /** 20 ms of one value. */
    static short[] filled(int value) {
        short[] samples = new short[PACKET_SAMPLES];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    public static ByteBuf buffer(byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }
}
