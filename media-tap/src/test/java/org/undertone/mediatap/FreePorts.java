package org.undertone.mediatap;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.undertone.mediatap.rtp.PortRange;

/** Finds UDP ports that nobody uses now, below those that the system gives to clients. */
final class FreePorts {

    private static final Random RANDOM = new Random();

    private FreePorts() {}

    static PortRange range(int size) {
        for (int tries = 0; tries < 100; tries++) {
            PortRange range = around(22_000 + RANDOM.nextInt(10_000 - size), size);
            if (isFree(range)) {
                return range;
            }
        }
        throw new IllegalStateException("no " + size + " free UDP ports in a row between 22000 and 32000");
    }

    private static PortRange around(int first, int size) {
        return new PortRange(first, first + size - 1);
    }

    private static boolean isFree(PortRange range) {
        List<DatagramSocket> probes = new ArrayList<>();
        try {
            for (int port = range.first(); port <= range.last(); port++) {
                probes.add(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
            }
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            probes.forEach(DatagramSocket::close);
        }
    }
}
