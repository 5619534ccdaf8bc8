package org.undertone.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How sound comes from the PBX, and where it sends it.
 *
 * @param transport by which way
 * @param address the address to listen on
 * @param advertise the address told to the PBX, where it differs (NAT, containers); without brackets
 * @param firstPort of the range, one UDP port a leg
 * @param lastPort of the range
 * @param rest how long a port is left alone before it is used again
 * @param pbxPorts how many legs may be heard by RTP at the same time; empty: a share of the PBX's own ports
 * @param pbxSessions how many legs may be heard by websocket at the same time; empty: what the PBX has room for
 * @param window the length of a window
 * @param hop the time from one window to the next
 */
public record MediaSettings(
        Transport transport,
        InetAddress address,
        String advertise,
        int firstPort,
        int lastPort,
        Duration rest,
        OptionalInt pbxPorts,
        OptionalInt pbxSessions,
        Duration window,
        Duration hop) {

    /** The way by which sound comes. */
    public enum Transport {
        /** The PBX sends RTP to a UDP port here; each leg takes a port of the PBX's own too. */
        RTP,
        /** Sound comes by a websocket that is opened from here to the PBX's HTTP server. */
        WEBSOCKET,
        /** By websocket where the PBX can, else by RTP. */
        AUTO
    }
}
