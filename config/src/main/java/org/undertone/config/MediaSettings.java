package org.undertone.config;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Where the PBX sends sound.
 *
 * @param address the address to listen on
 * @param advertise the address told to the PBX, where it differs (NAT, containers)
 * @param firstPort of the range, one UDP port a leg
 * @param lastPort of the range
 * @param rest how long a port is left alone before it is used again
 * @param window the length of a window
 * @param hop the time from one window to the next
 */
public record MediaSettings(
        InetAddress address,
        String advertise,
        int firstPort,
        int lastPort,
        Duration rest,
        Duration window,
        Duration hop) {}
