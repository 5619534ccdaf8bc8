package org.undertone.aribridge.media;

import java.util.OptionalInt;
import org.undertone.config.MediaSettings;

/**
 * What a PBX has for taps.
 *
 * @param webSockets whether it can send sound by websocket
 * @param keepsSessions whether each of these takes one of its HTTP sessions for as long as it is open
 * @param sessions how many HTTP sessions it has, if it tells
 * @param rtpPorts how many RTP streams it has ports for, if it tells: calls' legs and taps' together
 */
public record PbxMedia(boolean webSockets, boolean keepsSessions, OptionalInt sessions, OptionalInt rtpPorts) {

    /** The module that sends sound by websocket; from Asterisk 20.16, 21.11 and 22.6 on. */
    public static final String MODULE = "chan_websocket.so";

    /** {@code sessionlimit} of Asterisk's HTTP server where http.conf says nothing. */
    public static final int USUAL_SESSIONS = 100;

    /** Our own: the events, three for requests, signs of life, a check beside; and as many for other programs. */
    public static final int SESSIONS_FOR_ARI = 20;

    /** By RTP where nobody tells how many ports there are: a quarter of the 100 UDP ports that containers often publish. */
    public static final int UNTOLD_RTP_LEGS = 12;

    /** As many as by RTP through the usual media.ports: a number to stop at, far above what one machine hears. */
    private static final int UNBOUND = 1_000;

    private static final int SHARE = 4;
    private static final int SPARE = 20;

    /**
     * Reads a range of RTP ports as Asterisk does: each stream takes an even one, and the one after it is its RTCP's.
     *
     * @param first {@code rtpstart} of rtp.conf
     * @param last {@code rtpend}
     */
    public static OptionalInt rtpPorts(OptionalInt first, OptionalInt last) {
        if (first.isEmpty() || last.isEmpty() || first.getAsInt() >= last.getAsInt()) {
            return OptionalInt.empty();
        }
        int firstEven = first.getAsInt() + first.getAsInt() % 2;
        return OptionalInt.of(Math.max(0, (last.getAsInt() - firstEven) / 2 + 1));
    }

    /**
     * How many legs may be heard by websocket at the same time. A session that is missing keeps ARI itself out, and with it
     * everything that calls of ours need.
     */
    public int webSocketLegs(MediaSettings settings) {
        return settings.pbxSessions()
                .orElse(keepsSessions ? Math.max(0, sessions.orElse(USUAL_SESSIONS) - SESSIONS_FOR_ARI) : UNBOUND);
    }

    /**
     * How many legs may be heard by RTP at the same time: a quarter of the ports. A tap that finds no port kills Asterisk
     * (asterisk#1757), and each call takes two for its parties beside.
     */
    public int rtpLegs(MediaSettings settings) {
        return settings.pbxPorts().orElse(rtpPorts.isPresent() ? rtpPorts.getAsInt() / SHARE : UNTOLD_RTP_LEGS);
    }

    /**
     * Whether a tap by RTP leaves the PBX's calls enough ports.
     *
     * @param used streams there are, calls' and taps'; a few more may begin before it is made
     */
    public boolean hasRtpPort(int used) {
        return rtpPorts.isEmpty() || rtpPorts.getAsInt() - used >= Math.max(2, rtpPorts.getAsInt() / SPARE);
    }
}
