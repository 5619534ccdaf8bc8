package org.undertone.aribridge.taps;

import java.util.Map;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.mediatap.LegStream;

/** The part of a tap that brings its sound here: the external-media channel on the PBX, and the stream that it sends into. */
sealed interface TapMedia permits RtpMedia, WebSocketMedia {

    /** Where the sound arrives. */
    LegStream stream();

    /**
     * Makes the channel on the PBX. Waits for its answer.
     *
     * @param channelId an id of ours
     * @param variables what the channel has from its beginning, such as its lease
     * @throws AsteriskException if the PBX does not
     */
    void make(String channelId, Map<String, String> variables);

    /** Why no sound may have arrived, in words for the admin. */
    String whySilent();
}
