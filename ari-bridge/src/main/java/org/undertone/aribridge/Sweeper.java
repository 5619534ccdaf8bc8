package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is ours on the PBX and in nobody's use, known by its ids. */
final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final AsteriskLink link;
    private final OwnIds ids;

    Sweeper(AsteriskLink link, OwnIds ids) {
        this.link = link;
        this.ids = ids;
    }

    /** Removes what earlier lives left. */
    void sweepEarlierLives() {
        sweep(ids::ofAnEarlierLife);
    }

    /**
     * Removes what this life made and no longer holds: a channel that the PBX made after its request was given up, or one
     * that could not be removed when its tap was closed.
     *
     * @param held whether a tap still holds the thing of that id; asked after the PBX was
     */
    void sweepOrphans(Predicate<String> held) {
        sweep(id -> ids.ofThisLife(id) && !held.test(id));
    }

    private void sweep(Predicate<String> doomed) {
        AriRequests requests = link.requests();
        List<Channel> channels = requests.repeatable(
                "list channels", () -> link.ari().channels().list().execute());
        List<Bridge> bridges = requests.repeatable(
                "list bridges", () -> link.ari().bridges().list().execute());
        List<String> channelIds =
                channels.stream().map(Channel::getId).filter(doomed).toList();
        List<String> bridgeIds =
                bridges.stream().map(Bridge::getId).filter(doomed).toList();
        channelIds.forEach(id -> requests.remove(
                "remove channel " + id, () -> link.ari().channels().hangup(id).execute()));
        bridgeIds.forEach(id -> requests.remove(
                "remove bridge " + id, () -> link.ari().bridges().destroy(id).execute()));
        if (!channelIds.isEmpty() || !bridgeIds.isEmpty()) {
            LOG.info("swept {} channels and {} bridges of ours that nobody used", channelIds.size(), bridgeIds.size());
        }
    }
}
