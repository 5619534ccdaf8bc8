package org.undertone.aribridge.media;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    /** The module whose function {@code AST_CONFIG} tells what stands in a settings file. */
    public static final String TELLS = "func_config.so";

    /** {@code sessionlimit} of Asterisk's HTTP server where http.conf says nothing. */
    public static final int USUAL_SESSIONS = 100;

    /** Our own: the events, three for requests, signs of life, a check beside; and as many for other programs. */
    public static final int SESSIONS_FOR_ARI = 20;

    /** As many as by RTP through the usual media.ports: a number to stop at, far above what one machine hears. */
    private static final int UNBOUND = 1_000;

    /** Taps may have one RTP port in so many. */
    public static final int SHARE = 4;

    /** Asterisk's own {@code rtpstart} and {@code rtpend}, where rtp.conf says nothing. */
    private static final int USUAL_RTP_START = 5_000;

    private static final int USUAL_RTP_END = 31_000;

    /** Those of phones and trunks without an RTP port; what is not known counts as one that has one. */
    private static final Set<String> OTHER_WIRES = Set.of("DAHDI", "IAX2");

    private static final int SPARE = 20;

    private static final String UNTOLD =
            "by RTP nobody is heard, since the PBX does not tell how many RTP ports it has, and a tap"
                    + " that finds none kills Asterisk (asterisk#1757): load " + TELLS
                    + ", or set media.pbx-ports to a quarter of the"
                    + " range in rtp.conf, in pairs";

    /**
     * A PBX that tells what stands in its settings files; empty where they say nothing.
     *
     * @param version as it says it
     */
    public static PbxMedia told(
            boolean webSockets, String version, OptionalInt sessionlimit, OptionalInt rtpstart, OptionalInt rtpend) {
        return new PbxMedia(
                webSockets,
                keepsSessions(version),
                OptionalInt.of(sessionlimit.orElse(USUAL_SESSIONS)),
                rtpPorts(rtpstart.orElse(USUAL_RTP_START), rtpend.orElse(USUAL_RTP_END)));
    }

    /** A PBX that does not tell. */
    public static PbxMedia untold(boolean webSockets, String version) {
        return new PbxMedia(webSockets, keepsSessions(version), OptionalInt.empty(), OptionalInt.empty());
    }

    private static boolean keepsSessions(String version) {
        return PbxVersion.of(version).map(PbxVersion::keepsSessions).orElse(true);
    }

    /**
     * How many streams a range of RTP ports has room for: each takes an even one, and the one after it is its RTCP's.
     *
     * @param first {@code rtpstart} of rtp.conf
     * @param last {@code rtpend}
     */
    static OptionalInt rtpPorts(int first, int last) {
        return first < last ? OptionalInt.of((last - (first + first % 2)) / 2 + 1) : OptionalInt.empty();
    }

    /**
     * How many RTP streams a channel of that name has at most: two for a party's, since a video call has one beside, and one for a
     * tap's by RTP.
     */
    public static int rtpStreams(String channelName) {
        String technology = OwnChannels.technology(channelName);
        if (OTHER_WIRES.contains(technology) || OwnChannels.WITHOUT_RTP.contains(technology)) {
            return 0;
        }
        return technology.equals(OwnChannels.EXTERNAL_MEDIA) ? 1 : 2;
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
     * (asterisk#1757), and each call takes two for its parties beside. None where nobody tells how many there are.
     */
    public int rtpLegs(MediaSettings settings) {
        return settings.pbxPorts().orElse(rtpPorts.orElse(0) / SHARE);
    }

    /** Why nobody may be heard by RTP at all, if it is so: a tap that is not counted may kill the PBX. */
    public Optional<String> notByRtp(MediaSettings settings) {
        return rtpPorts.isPresent() || settings.pbxPorts().isPresent() ? Optional.empty() : Optional.of(UNTOLD);
    }

    /**
     * Whether a tap by RTP leaves the PBX's calls enough ports.
     *
     * @param used streams there may be, calls' and taps'; a few more may begin before it is made
     */
    public boolean hasRtpPort(int used) {
        return rtpPorts.isEmpty() || rtpPorts.getAsInt() - used >= Math.max(2, rtpPorts.getAsInt() / SPARE);
    }
}
