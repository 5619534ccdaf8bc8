package org.undertone.mediatap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.undertone.core.event.StreamStats;

/** Sends over real UDP; waits for the receiver now and then, so that a busy machine drops nothing. */
final class RtpSender implements AutoCloseable {

    private final DatagramSocket socket;

    RtpSender() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(byte[] datagram, RtpStream stream) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, stream.address()));
    }

    /** The packets from the first on, before the last, of {@link Rtp#nth}. */
    void sendStream(int first, int last, RtpStream stream) throws IOException {
        for (int n = first; n < last; n++) {
            send(Rtp.nth(n), stream);
            if (n % 20 == 19) {
                awaitDatagrams(n + 1L, stream);
            }
        }
        awaitDatagrams(last, stream);
    }

    static void awaitDatagrams(long count, RtpStream stream) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    StreamStats stats = stream.stats();
                    return stats.packets() + stats.foreign() + stats.malformed() >= count;
                });
    }

    @Override
    public void close() {
        socket.close();
    }
}
