package org.undertone.config.read;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.config.MediaSettings;
import org.undertone.config.yaml.Durations;
import org.undertone.config.yaml.Section;
import org.undertone.core.audio.AudioBlock;

/** Reads the section {@code media}. */
final class MediaReader {

    private static final Pattern PORT_RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final int MOST_LEGS = 30_000;

    private MediaReader() {}

    static MediaSettings read(Section section) {
        MediaSettings.Transport transport = section.choice("transport", MediaSettings.Transport.AUTO);
        String address = section.text("address", "127.0.0.1");
        InetAddress bind = address(section, address);
        String advertise = advertise(section, address, bind, transport);
        int[] ports = ports(section);
        Duration rest = section.duration("rest", Duration.ofSeconds(60), Duration.ZERO, Duration.ofHours(1));
        OptionalInt pbxPorts = legs(section, "pbx-ports");
        OptionalInt pbxSessions = legs(section, "pbx-sessions");
        Duration window = blocks(section, "window", Duration.ofSeconds(3));
        Duration hop = blocks(section, "hop", Duration.ofMillis(500));
        if (hop.compareTo(window) > 0) {
            section.problem("hop", Durations.format(hop) + " is longer than the window " + Durations.format(window));
        }
        section.done();
        return new MediaSettings(
                transport, bind, advertise, ports[0], ports[1], rest, pbxPorts, pbxSessions, window, hop);
    }

    static InetAddress address(Section section, String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            section.problem("address", "'" + text + "' is neither an address nor a name that this machine knows");
            return InetAddress.getLoopbackAddress();
        }
    }

    /** A name is not looked up here: the PBX does that, and may know others. */
    private static String advertise(
            Section section, String address, InetAddress bind, MediaSettings.Transport transport) {
        String told = section.text("advertise", address);
        String advertise = told.startsWith("[") && told.endsWith("]") ? told.substring(1, told.length() - 1) : told;
        if (transport != MediaSettings.Transport.WEBSOCKET && bind.isAnyLocalAddress() && told.equals(address)) {
            section.problem(
                    "advertise", "must be given where address is " + address + ": an address that the PBX can reach");
        } else if (!isAddress6(advertise) && !NAME.matcher(advertise).matches()) {
            section.problem(
                    "advertise",
                    "'" + told + "' is neither an address nor a name; give it without a port, such as 192.0.2.2,"
                            + " 2001:db8::2 or undertone.example");
        }
        return advertise;
    }

    private static boolean isAddress6(String text) {
        if (!text.contains(":")) {
            return false;
        }
        try {
            // With a colon it is no name, and nothing is looked up.
            return InetAddress.getByName(text) instanceof Inet6Address;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static OptionalInt legs(Section section, String key) {
        return section.has(key) ? OptionalInt.of(section.integer(key, 1, 1, MOST_LEGS)) : OptionalInt.empty();
    }

    private static Duration blocks(Section section, String key, Duration fallback) {
        Duration read = section.duration(key, fallback, AudioBlock.LENGTH, Duration.ofSeconds(30));
        if (read.toMillis() % AudioBlock.LENGTH.toMillis() != 0) {
            section.problem(key, Durations.format(read) + " is not a multiple of 100ms");
        }
        return read;
    }

    private static int[] ports(Section section) {
        String text = section.text("ports", "40000-40999");
        Matcher matcher = PORT_RANGE.matcher(text);
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = Integer.parseInt(matcher.group(2));
            if (first >= 1024 && first <= last && last <= 65535) {
                return new int[] {first, last};
            }
        }
        section.problem("ports", "'" + text + "' is not a range such as 40000-40999 within 1024-65535");
        return new int[] {40000, 40999};
    }
}
