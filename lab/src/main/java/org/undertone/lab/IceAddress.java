package org.undertone.lab;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import org.undertone.lab.tool.LabException;

/** Where phones that speak ICE meet the PBX: they leave the loopback out. What is sent there stays within the machine too. */
final class IceAddress {
    private IceAddress() {}

    /** This machine's first address that is no loopback's. */
    static Optional<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(IceAddress::serves)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
                    .findFirst();
        } catch (SocketException e) {
            throw new LabException("Cannot look up this machine's network interfaces: " + e.getMessage(), e);
        }
    }

    private static boolean serves(NetworkInterface one) {
        try {
            return one.isUp() && !one.isLoopback();
        } catch (SocketException e) {
            throw new LabException("Cannot look up the network interface " + one.getName(), e);
        }
    }
}
