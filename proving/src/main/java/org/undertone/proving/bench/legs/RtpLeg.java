package org.undertone.proving.bench.legs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.SplittableRandom;

/** One leg's RTP, as Asterisk sends it: 20 ms of 16-bit sound at 16 kHz, big-endian, from a socket of its own. */
final class RtpLeg implements AutoCloseable {

    static final int SAMPLES = 320;
    static final int PAYLOAD = 2 * SAMPLES;
    static final int PACKET = 12 + PAYLOAD;

    private static final int VERSION_2 = 0x80;
    private static final int DYNAMIC_PAYLOAD = 118;
    /** 3 s of speech or silence at 50 packets a second. */
    private static final double SPURT = 150;

    private final int port;
    private final DatagramChannel channel;
    private final Spurts spurts;
    private final ByteBuffer speech;
    private final ByteBuffer silence;
    private final int ssrc;
    private int sequence;
    private int timestamp;
    private int at;

    /**
     * Binds a socket.
     *
     * @param port to which it sends, on the loopback address
     * @param random what decides when it speaks, and what
     * @param speech whole packets of it; shared
     * @param silence one packet of it; shared
     */
    RtpLeg(int port, SplittableRandom random, ByteBuffer speech, ByteBuffer silence) throws IOException {
        this.port = port;
        this.channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.spurts = new Spurts(random, SPURT);
        this.speech = speech.duplicate();
        this.silence = silence.duplicate();
        this.ssrc = random.nextInt();
        this.sequence = random.nextInt(1 << 16);
        this.timestamp = random.nextInt();
        this.at = random.nextInt(speech.capacity() / PAYLOAD);
    }

    /** The port to which it sends. */
    int port() {
        return port;
    }

    /**
     * Sends the next packet.
     *
     * @param packet room for it, outside the heap
     * @return whether somebody listens
     */
    boolean send(ByteBuffer packet) throws IOException {
        packet.clear();
        packet.put((byte) VERSION_2)
                .put((byte) DYNAMIC_PAYLOAD)
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(ssrc);
        timestamp += SAMPLES;
        packet.put(payload()).flip();
        try {
            channel.write(packet);
            return true;
        } catch (PortUnreachableException e) {
            return false;
        }
    }

    private ByteBuffer payload() {
        if (!spurts.next()) {
            return silence.clear();
        }
        at = (at + 1) % (speech.capacity() / PAYLOAD);
        return speech.limit((at + 1) * PAYLOAD).position(at * PAYLOAD);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
