package org.undertone.aribridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends a faint sound as external media does: every 20 ms a packet of 16 kHz samples (RFC 3551), each channel from a port of its own. */
final class TestingRtp implements AutoCloseable {

    private static final int SAMPLES = 320;
    private static final int HEADER = 12;
    private static final byte PAYLOAD_TYPE = 118;

    private final InetAddress here;
    private final Map<String, Sender> senders = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "testing-rtp");
        thread.setDaemon(true);
        return thread;
    });

    TestingRtp(InetAddress here) {
        this.here = here;
        var unused = clock.scheduleAtFixedRate(this::send, 20, 20, TimeUnit.MILLISECONDS);
    }

    String address() {
        return here.getHostAddress();
    }

    int count() {
        return senders.size();
    }

    /** Takes a port for a channel that will send to that host and port; returns which. */
    int open(String channel, String to) {
        int colon = to.lastIndexOf(':');
        try {
            DatagramSocket socket = new DatagramSocket(0, here);
            senders.put(
                    channel,
                    new Sender(
                            socket,
                            new InetSocketAddress(to.substring(0, colon), Integer.parseInt(to.substring(colon + 1)))));
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The channel hears something from now on, and sends it. */
    void begin(String channel) {
        Sender sender = senders.get(channel);
        if (sender != null) {
            sender.begun = true;
        }
    }

    void close(String channel) {
        Sender sender = senders.remove(channel);
        if (sender != null) {
            sender.socket.close();
        }
    }

    private void send() {
        senders.values().stream().filter(sender -> sender.begun).forEach(Sender::send);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        senders.keySet().forEach(this::close);
    }

    /** One channel's stream. */
    private static final class Sender {

        private final DatagramSocket socket;
        private final InetSocketAddress to;
        private volatile boolean begun;
        private int sequence;

        Sender(DatagramSocket socket, InetSocketAddress to) {
            this.socket = socket;
            this.to = to;
        }

        void send() {
            ByteBuffer packet = ByteBuffer.allocate(HEADER + 2 * SAMPLES);
            packet.put((byte) 0x80)
                    .put(PAYLOAD_TYPE)
                    .putShort((short) sequence)
                    .putInt(sequence * SAMPLES)
                    .putInt(socket.getLocalPort());
            sequence++;
            while (packet.hasRemaining()) {
                packet.putShort((short) (packet.position() % 100));
            }
            try {
                socket.send(new DatagramPacket(packet.array(), packet.capacity(), to));
            } catch (IOException e) {
                // It is closed.
            }
        }
    }
}
