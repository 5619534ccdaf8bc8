package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what an earlier life of this application left on the PBX, known by its ids. */
final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final AsteriskLink link;
    private final OwnIds ids;

    Sweeper(AsteriskLink link, OwnIds ids) {
        this.link = link;
        this.ids = ids;
    }

    /** Removes what earlier lives left. */
    void sweep() {
        sweep(ids::ofAnEarlierLife);
    }

    /** Removes everything of ours. */
    void sweepAll() {
        sweep(ids::ours);
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
            LOG.info("swept {} channels and {} bridges that were left on the PBX", channelIds.size(), bridgeIds.size());
        }
    }
}
