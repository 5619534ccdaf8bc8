package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Variable;
import java.util.Optional;

/** Reads variables of channels, and waits for the answer: not for the thread of the calls. */
final class PartyReader {

    private final AsteriskLink link;

    PartyReader(AsteriskLink link) {
        this.link = link;
    }

    /** The call's id, the same on all its channels; empty if the channel is gone. */
    Optional<String> linkedId(String channelId) {
        return variable(channelId, "CHANNEL(linkedid)");
    }

    /**
     * A variable of a channel, or what a function tells of it; empty if it is not set, or the PBX knows no such thing, or the
     * channel is gone.
     *
     * @throws AsteriskException if the PBX does not answer
     */
    Optional<String> value(String channelId, String name) {
        try {
            return variable(channelId, name);
        } catch (AsteriskException e) {
            if (e.unanswered()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<String> variable(String channelId, String name) {
        return link.requests()
                .find("read " + name + " of channel " + channelId, () -> link.ari()
                        .channels()
                        .getChannelVar(channelId, name)
                        .execute())
                .map(Variable::getValue)
                .filter(value -> !value.isBlank());
    }
}
