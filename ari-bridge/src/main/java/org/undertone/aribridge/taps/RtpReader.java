package org.undertone.aribridge.taps;

import ch.loway.oss.ari4java.tools.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.undertone.aribridge.link.AriHttp;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;

/**
 * Reads what the PBX counts of a leg's RTP. Past ari4java, because a count of packets lost can be more than that can take. Any
 * thread; it waits for the PBX.
 */
public final class RtpReader {

    private static final int UNKNOWN_USER = 401;

    private final AsteriskLink link;
    private final Duration limit;

    /**
     * Makes one.
     *
     * @param limit for each whole answer
     */
    public RtpReader(AsteriskLink link, Duration limit) {
        this.link = link;
        this.limit = limit;
    }

    /**
     * The counts of a channel; empty if it has no RTP, or is gone, which the PBX says in several ways: 403 for a channel of a kind
     * without, 404, 409.
     *
     * @throws AsteriskException if the PBX does not answer
     */
    Optional<RtpStatistics> read(String channelId) {
        AriHttp.Answer answer =
                link.requests().once("read the RTP statistics of channel " + channelId, () -> ask(channelId));
        return answer.done() ? Optional.of(RtpStatistics.of(answer.json())) : Optional.empty();
    }

    private AriHttp.Answer ask(String channelId) throws RestException {
        AriHttp.Answer answer;
        try {
            answer = link.plain().send("GET", "channels/" + channelId + "/rtp_statistics", "", limit);
        } catch (IOException e) {
            throw new RestException(Optional.ofNullable(e.getMessage()).orElse(e.toString()), e);
        }
        if (answer.status() / 100 == 5 || answer.status() == UNKNOWN_USER) {
            throw new RestException(answer.reason().orElse("without a reason"), "", answer.status());
        }
        return answer;
    }
}
