package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.DialplanCEP;
import ch.loway.oss.ari4java.generated.models.Variable;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.Profile;

/**
 * Reads what the PBX knows of a channel: which call it belongs to, and by which application it came into it. Dial and Queue
 * run on the channel that calls; the channels they call show AppDial and AppQueue.
 */
final class PartyReader {

    private static final Set<String> NO_PARTIES =
            Set.of("Snoop", "UnicastRTP", "WebSocket", "Local", "Message", "AudioSocket", "Recorder", "Announcer");

    private final AsteriskLink link;

    PartyReader(AsteriskLink link) {
        this.link = link;
    }

    /** How a channel came into its call. */
    enum Side {
        CALLER,
        CALLED,
        /** Took over a call that waited or rang elsewhere. */
        RETRIEVER,
        UNCLEAR
    }

    /** Whether a channel is a party's, and not one that Asterisk or an application made for itself. */
    static boolean isParty(Channel channel) {
        String name = channel.getName();
        int slash = name.indexOf('/');
        return slash > 0 && !NO_PARTIES.contains(name.substring(0, slash));
    }

    static Side side(Channel channel) {
        return switch (application(channel)) {
            case "Dial", "Queue" -> Side.CALLER;
            case "AppDial", "AppQueue" -> Side.CALLED;
            case "ParkedCall", "Pickup", "PickupChan" -> Side.RETRIEVER;
            default -> Side.UNCLEAR;
        };
    }

    static String application(Channel channel) {
        DialplanCEP dialplan = channel.getDialplan();
        return dialplan == null || dialplan.getApp_name() == null ? "" : dialplan.getApp_name();
    }

    /**
     * The queue that a calling channel is in, or was in before it was transferred ({@code setqueuevar = yes} keeps that);
     * empty if it is in none.
     */
    String queue(Channel channel) {
        if (!application(channel).equals("Queue")) {
            return variable(channel.getId(), "QUEUENAME").orElse("");
        }
        String data = channel.getDialplan().getApp_data();
        int comma = data == null ? -1 : data.indexOf(',');
        return data == null ? "" : (comma < 0 ? data : data.substring(0, comma)).trim();
    }

    /** A channel's interface: its name without the number that tells its calls apart. */
    static String device(Channel channel) {
        int dash = channel.getName().lastIndexOf('-');
        return dash < 0 ? channel.getName() : channel.getName().substring(0, dash);
    }

    /** The call's id, the same on all its channels; empty if the channel is gone. */
    Optional<String> linkedId(String channelId) {
        return variable(channelId, "CHANNEL(linkedid)");
    }

    /** The number that a calling channel dialled; empty if it is not known. */
    String did(String channelId) {
        return variable(channelId, "CALLERID(dnid)").orElse("");
    }

    /** The profile that the dialplan names for a channel's call; empty if it names none. */
    Optional<String> profile(String channelId) {
        return variable(channelId, Profile.VARIABLE);
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

    /** Whether somebody has put a channel's endpoint on hold, with all its calls. */
    boolean isHeld(Channel channel) {
        return variable(channel.getId(), "DEVICE_STATE(" + device(channel) + ")")
                .filter("ONHOLD"::equals)
                .isPresent();
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
