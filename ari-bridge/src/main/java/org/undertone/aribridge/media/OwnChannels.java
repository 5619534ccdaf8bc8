package org.undertone.aribridge.media;

import java.util.Set;

/** The channels that Asterisk makes for itself, by the technology that their names begin with: behind them is nobody. */
public final class OwnChannels {

    /** Snoops and recordings, announcements, ends of Local channels, those of ConfBridge, and what a masquerade leaves. */
    static final Set<String> WITHOUT_RTP = Set.of(
            "Snoop",
            "WebSocket",
            "Local",
            "Message",
            "AudioSocket",
            "Recorder",
            "Announcer",
            "CBAnn",
            "CBRec",
            "Surrogate");

    /** What sends sound by RTP, such as a tap's. */
    static final String EXTERNAL_MEDIA = "UnicastRTP";

    private OwnChannels() {}

    /** Whether a channel of that name, such as {@code CBAnn/800-00000001;2}, is one of them. */
    public static boolean contain(String channelName) {
        String technology = technology(channelName);
        return technology.equals(EXTERNAL_MEDIA) || WITHOUT_RTP.contains(technology);
    }

    /** What stands before the slash; empty if there is none. */
    static String technology(String channelName) {
        return channelName.substring(0, Math.max(0, channelName.indexOf('/')));
    }
}
