package org.undertone.aribridge;

import java.util.Map;
import org.undertone.mediatap.LegStream;

/** The part of a tap that brings its sound here: the external-media channel on the PBX, and the stream that it sends into. */
sealed interface TapMedia permits RtpMedia, WebSocketMedia {

    /** The words that keep a channel of ours out of the CDRs from its beginning. */
    Map<String, String> NO_CDR = Map.of("CDR_PROP(disable)", "1");

    /** Where the sound arrives. */
    LegStream stream();

    /**
     * Makes the channel on the PBX. Waits for its answer.
     *
     * @param channelId an id of ours
     * @throws AsteriskException if the PBX does not
     */
    void make(String channelId);

    /** Why no sound may have arrived, in words for the admin. */
    String whySilent();
}
