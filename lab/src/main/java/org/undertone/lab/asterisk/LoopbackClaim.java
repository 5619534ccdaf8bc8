package org.undertone.lab.asterisk;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.undertone.lab.tool.LabException;

/**
 * One lab's own loopback addresses, {@code 127.77.N.1} to {@code 127.77.N.254}: every lab has the usual ports, and labs do
 * not meet. A socket that is held open is the claim, so it ends with the JVM, however that ends.
 */
public final class LoopbackClaim implements AutoCloseable {
    /** Nobody listens here; bound on the first address it says that N is taken. */
    private static final int CLAIM_PORT = 7700;

    private static final int LAST = 250;
    private static final int RTP_FIRST = 10_000;
    private static final int RTP_PORTS = 1_000;
    /** Ranges in use: all below the ports that Linux hands out by itself, from 32768. */
    private static final int RTP_RANGES = 22;

    private final int number;
    private final ServerSocket claim;

    private LoopbackClaim(int number, ServerSocket claim) {
        this.number = number;
        this.claim = claim;
    }

    /**
     * The first addresses that no other lab has; they are this one's until it is closed.
     *
     * @throws LabException if all are in use, or the machine's loopback has no such addresses
     */
    public static LoopbackClaim take() {
        IOException last = new IOException("none was tried");
        for (int number = 1; number <= LAST; number++) {
            try {
                ServerSocket claim = listen(address(number, 1), CLAIM_PORT);
                if (free(number)) {
                    return new LoopbackClaim(number, claim);
                }
                claim.close();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new LabException(
                "The lab found no loopback addresses for itself: 127.77.1.1 to 127.77." + LAST + ".1 are all in use or"
                        + " cannot be bound (" + last.getMessage() + "). The machine's loopback must answer to all of"
                        + " 127.0.0.0/8, as on Linux.",
                last);
    }

    /** A lab whose JVM was killed may still be closing down: then its ports are taken though its claim is gone. */
    private static boolean free(int number) {
        for (int host : List.of(1, 2)) {
            try (ServerSocket http = listen(address(number, host), AsteriskInstance.HTTP_PORT);
                    ServerSocket ami = listen(address(number, host), AsteriskInstance.AMI_PORT);
                    DatagramSocket sip = new DatagramSocket(AsteriskInstance.SIP_PORT, address(number, host))) {
                if (!http.isBound() || !ami.isBound() || !sip.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static ServerSocket listen(InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static InetAddress address(int number, int host) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 77, (byte) number, (byte) host});
    }

    /** Which lab of this machine it is: N. */
    public int number() {
        return number;
    }

    /** {@code 127.77.N.}{@code host}, 1 to 254. */
    public InetAddress host(int host) {
        try {
            return address(number, host);
        } catch (IOException e) {
            throw new LabException("127.77." + number + "." + host + " is no address", e);
        }
    }

    /** The first three numbers of all its addresses: {@code 127.77.N}. */
    public String network() {
        return "127.77." + number;
    }

    /** External media of all labs is bound to 127.0.0.1, so each has a range of its own. */
    public int firstRtpPort() {
        return RTP_FIRST + (number - 1) % RTP_RANGES * RTP_PORTS;
    }

    /** The last of that range. */
    public int lastRtpPort() {
        return firstRtpPort() + RTP_PORTS - 1;
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new LabException("Cannot give up the claim on 127.77." + number + ".1", e);
        }
    }
}
