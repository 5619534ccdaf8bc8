package org.undertone.aribridge.stasis;

import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AriRequests;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;

/** Removes what is ours on the PBX and in nobody's use, known by its ids. */
public final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final AsteriskLink link;
    private final OwnIds ids;

    /** Makes it; {@code ids} tells by its id what is ours, and of which life. */
    public Sweeper(AsteriskLink link, OwnIds ids) {
        this.link = link;
        this.ids = ids;
    }

    /**
     * Removes what earlier lives left.
     *
     * @param channels all on the PBX
     * @param bridges all on the PBX
     */
    public void sweepEarlierLives(List<Channel> channels, List<Bridge> bridges) {
        sweep(channels, bridges, ids::ofAnEarlierLife);
    }

    /**
     * Removes what this life made and no longer holds: a channel that the PBX made after its request was given up, or one
     * that could not be removed when its tap was closed.
     *
     * @param held whether a tap still holds the thing of that id; asked after the PBX was
     */
    public void sweepOrphans(Predicate<String> held) {
        sweepOrphans(channels(), bridges(), held);
    }

    /**
     * Removes what this life made and no longer holds.
     *
     * @param channels all on the PBX, or all a moment ago: a thing that was made after the list is not in it
     * @param bridges all on the PBX
     * @param held whether a tap still holds the thing of that id; asked now, which must be after the lists were taken, or
     *     what is made meanwhile would be taken for nobody's
     */
    public void sweepOrphans(List<Channel> channels, List<Bridge> bridges, Predicate<String> held) {
        sweep(channels, bridges, id -> ids.ofThisLife(id) && !held.test(id));
    }

    private List<Channel> channels() {
        return link.requests()
                .repeatable("list channels", () -> link.ari().channels().list().execute());
    }

    private List<Bridge> bridges() {
        return link.requests()
                .repeatable("list bridges", () -> link.ari().bridges().list().execute());
    }

    private void sweep(List<Channel> channels, List<Bridge> bridges, Predicate<String> doomed) {
        List<String> channelIds =
                channels.stream().map(Channel::getId).filter(doomed).toList();
        List<String> bridgeIds =
                bridges.stream().map(Bridge::getId).filter(doomed).toList();
        long sweptChannels = channelIds.stream()
                .filter(id -> removed(
                        "remove channel " + id,
                        () -> link.ari().channels().hangup(id).execute()))
                .count();
        long sweptBridges = bridgeIds.stream()
                .filter(id -> removed(
                        "remove bridge " + id,
                        () -> link.ari().bridges().destroy(id).execute()))
                .count();
        if (sweptChannels + sweptBridges > 0) {
            LOG.info("swept {} channels and {} bridges of ours that nobody used", sweptChannels, sweptBridges);
        }
    }

    /** One that cannot be removed now keeps none of the others; the next sweep finds it again. */
    private boolean removed(String what, AriRequests.Command command) {
        try {
            link.requests().remove(what, command);
            return true;
        } catch (AsteriskException e) {
            LOG.warn("{}; the next sweep tries again", e.getMessage());
            return false;
        }
    }
}
