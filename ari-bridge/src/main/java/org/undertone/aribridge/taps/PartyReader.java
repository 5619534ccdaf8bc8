package org.undertone.aribridge.taps;

import ch.loway.oss.ari4java.generated.models.Variable;
import java.util.Optional;
import org.undertone.aribridge.link.AsteriskLink;

/** Asks for a party's channel, and waits for the answer: not for the thread of the calls. */
public final class PartyReader {

    private final AsteriskLink link;

    /** Makes it; nothing is asked yet. */
    public PartyReader(AsteriskLink link) {
        this.link = link;
    }

    /** The call's id, the same on all its channels; empty if the channel is gone. */
    Optional<String> linkedId(String channelId) {
        return link.requests()
                .find("read CHANNEL(linkedid) of channel " + channelId, () -> link.ari()
                        .channels()
                        .getChannelVar(channelId, "CHANNEL(linkedid)")
                        .execute())
                .map(Variable::getValue)
                .filter(value -> !value.isBlank());
    }
}
