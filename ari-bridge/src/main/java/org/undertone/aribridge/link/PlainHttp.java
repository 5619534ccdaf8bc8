package org.undertone.aribridge.link;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.undertone.core.event.Finding;

/** Whether what is said to the PBX can be read on its way there. */
public final class PlainHttp {

    private PlainHttp() {}

    /** The warning where it can: plain HTTP to another machine than this. Asks for the address of a name, and may wait for it. */
    public static Optional<Finding> warning(URI url) {
        return "http".equals(url.getScheme()) && leavesThisMachine(url.getHost())
                ? Optional.of(Finding.warning(
                        Unreached.PBX,
                        "the way to the PBX at " + url + " leaves this machine and is not encrypted",
                        "whoever is on that way can read the ARI password and who calls whom, and with the password"
                                + " command the PBX. Keep it inside a network of your own, a VPN or a tunnel"))
                : Optional.empty();
    }

    private static boolean leavesThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return !address.isLoopbackAddress()
                    && !address.isAnyLocalAddress()
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (UnknownHostException | SocketException e) {
            // It is told of when it cannot be reached.
            return false;
        }
    }
}
