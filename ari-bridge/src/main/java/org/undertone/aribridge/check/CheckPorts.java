package org.undertone.aribridge.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.core.event.Finding;

/** Whether this machine has the UDP ports that taps need, and whether a datagram arrives at one of them. */
final class CheckPorts {

    static final String PORTS = "ports";
    static final String UDP = "udp";

    private static final int PATIENCE_MILLIS = 1_000;

    private final MediaSettings media;

    CheckPorts(MediaSettings media) {
        this.media = media;
    }

    void look(CheckBook book) {
        if (media.transport() == Transport.WEBSOCKET) {
            book.add(Finding.ok(PORTS, "none is needed: media.transport is websocket"));
            book.add(Finding.ok(UDP, "none is needed: media.transport is websocket"));
            return;
        }
        List<Integer> free = free();
        int total = media.lastPort() - media.firstPort() + 1;
        book.figure("portsFree", free.size());
        book.figure("portsTotal", total);
        String range = media.address().getHostAddress() + ":" + media.firstPort() + "-" + media.lastPort();
        if (free.isEmpty()) {
            book.add(new Finding(
                    PORTS,
                    state(),
                    "none of the " + total + " UDP ports " + range + " is free",
                    "no leg can be heard by RTP. Set media.address to an address of this machine, and media.ports to a range"
                            + " that no other program uses (ss -lunp shows who holds them)"));
            return;
        }
        String count = free.size() + " of " + total + " UDP ports " + range + " are free";
        book.add(
                free.size() * 2 >= total
                        ? Finding.ok(PORTS, count + ", one for each leg")
                        : Finding.warning(
                                PORTS,
                                count,
                                "each leg that is heard takes one, and leaves it alone for media.rest afterwards. If"
                                        + " Undertone is not running now, choose another media.ports"));
        book.add(loop(free.get(0)));
    }

    /** Where RTP is what there is to fall back to, the other way may still do. */
    private Finding.State state() {
        return media.transport() == Transport.RTP ? Finding.State.PROBLEM : Finding.State.WARNING;
    }

    private List<Integer> free() {
        List<Integer> free = new ArrayList<>();
        for (int port = media.firstPort(); port <= media.lastPort(); port++) {
            try (DatagramSocket probe = new DatagramSocket(port, media.address())) {
                free.add(probe.getLocalPort());
            } catch (SocketException e) {
                // Another program has it, or the address is not ours; both show in the count.
            }
        }
        return free;
    }

    private Finding loop(int port) {
        InetAddress to = media.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : media.address();
        try (DatagramSocket receiver = new DatagramSocket(port, media.address());
                DatagramSocket sender = new DatagramSocket()) {
            receiver.setSoTimeout(PATIENCE_MILLIS);
            sender.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress(to, port)));
            receiver.receive(new DatagramPacket(new byte[1], 1));
            return Finding.ok(UDP, "a datagram from this machine arrives at port " + port);
        } catch (IOException e) {
            return new Finding(
                    UDP,
                    state(),
                    "a datagram from this machine does not arrive at " + to.getHostAddress() + ":" + port + " ("
                            + e.getMessage() + ")",
                    "a firewall on this machine drops it: allow UDP to " + media.firstPort() + "-" + media.lastPort());
        }
    }
}
