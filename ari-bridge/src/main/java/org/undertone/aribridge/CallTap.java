package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Leg;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.StreamStats;

/**
 * What Undertone holds on one leg: a snoop channel that hears exactly that party's microphone ({@code spy=in}), an
 * external-media channel that sends it here, a bridge that joins the two, and a UDP port. One thread at a time opens or
 * closes it; {@link #end} may come from any thread and stops an opening at its next step.
 */
final class CallTap {

    private static final Logger LOG = LoggerFactory.getLogger(CallTap.class);
    private static final Duration ARRIVAL = Duration.ofSeconds(2);
    private static final Duration FIRST_PACKET = Duration.ofSeconds(2);
    private static final String HUNG_UP = "the leg hung up while its tap was being set up";

    private final AsteriskLink link;
    private final StasisArrivals arrivals;
    private final Snoops snoops;
    private final String app;
    private final Leg leg;
    private final OwnIds.TapIds ids;
    private final LegStream stream;
    private final InetSocketAddress advertised;
    private final CompletableFuture<Instant> ended = new CompletableFuture<>();

    CallTap(
            AsteriskLink link,
            StasisArrivals arrivals,
            Snoops snoops,
            String app,
            Leg leg,
            OwnIds.TapIds ids,
            LegStream stream,
            InetSocketAddress advertised) {
        this.link = link;
        this.arrivals = arrivals;
        this.snoops = snoops;
        this.app = app;
        this.leg = leg;
        this.ids = ids;
        this.stream = stream;
        this.advertised = advertised;
    }

    Leg leg() {
        return leg;
    }

    String snoopId() {
        return ids.snoop();
    }

    /** The channels that it holds, on a leg that is heard. */
    List<String> channels() {
        return List.of(ids.snoop(), ids.media());
    }

    boolean owns(String id) {
        return ids.snoop().equals(id) || ids.media().equals(id) || ids.bridge().equals(id);
    }

    /** Whether all that it holds on the PBX is among what is there. */
    boolean isWhole(Set<String> there) {
        return there.containsAll(Set.of(ids.snoop(), ids.media(), ids.bridge()));
    }

    /**
     * Opens it, and waits for the first packet of sound.
     *
     * @return when that arrived
     * @throws AsteriskException if a step fails, or the tap was ended meanwhile; the caller closes it then
     */
    Instant open() {
        arrivals.expect(ids.media());
        try {
            // The snoop last: it hands on sound every 20 ms from its beginning, and what is not joined by then waits.
            stillWanted();
            sendSoundHere();
            stillWanted();
            makeBridge();
            stillWanted();
            snoops.make(leg.id().channelId(), leg.channelName(), ids.snoop(), "in", "none");
            stillWanted();
            join();
            stillWanted();
            return firstPacket();
        } finally {
            arrivals.forget(ids.media());
        }
    }

    private void sendSoundHere() {
        Channel media = link.requests().once("send sound to " + advertised, () -> link.ari()
                .channels()
                .externalMedia(app, advertised.getHostString() + ":" + advertised.getPort(), "slin16")
                .setChannelId(ids.media())
                .setEncapsulation("rtp")
                .setTransport("udp")
                .setConnection_type("client")
                .setDirection("both")
                .setVariables(snoops.lease().variables())
                .execute());
        source(media).ifPresent(stream::expectSource);
    }

    /** Where the sound will come from; Asterisk tells before the first packet. */
    private static Optional<InetSocketAddress> source(Channel media) {
        if (media.getChannelvars() instanceof Map<?, ?> variables
                && variables.get("UNICASTRTP_LOCAL_PORT") instanceof String port
                && variables.get("UNICASTRTP_LOCAL_ADDRESS") instanceof String address) {
            try {
                return Optional.of(new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port)));
            } catch (UnknownHostException | NumberFormatException e) {
                LOG.debug("sound comes from an unclear place: {}:{}", address, port);
            }
        }
        return Optional.empty();
    }

    private void makeBridge() {
        link.requests().once("make a bridge", () -> link.ari()
                .bridges()
                .createWithId(ids.bridge())
                .setType("mixing")
                .setName("tap")
                .execute());
    }

    private void join() {
        arrivals.await(ids.media(), ARRIVAL);
        link.requests().once("join snoop and media", () -> link.ari()
                .bridges()
                .addChannel(ids.bridge(), ids.snoop() + "," + ids.media())
                .execute());
    }

    private Instant firstPacket() {
        try {
            return stream.firstPacket()
                    .applyToEither(ended, at -> at)
                    .toCompletableFuture()
                    .get(FIRST_PACKET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AsteriskException(
                    "no sound arrived at " + advertised + " within " + FIRST_PACKET.toSeconds()
                            + " s, but " + stream.stats().foreign()
                            + " packets from elsewhere; can the PBX send UDP there (media.advertise, firewall)?",
                    0,
                    e);
        } catch (ExecutionException e) {
            stillWanted();
            throw new AsteriskException("no sound arrived: " + e.getCause().getMessage(), 0, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while waiting for sound", 0, e);
        }
    }

    private void stillWanted() {
        if (ended.isDone()) {
            throw new AsteriskException(HUNG_UP);
        }
    }

    /** Says that it is no longer wanted. */
    void end() {
        ended.completeExceptionally(new AsteriskException(HUNG_UP));
        arrivals.gone(ids.snoop());
    }

    /** Removes everything it holds, on the PBX and here; what is gone already is no fault. */
    StreamStats close() {
        snoops.remove(ids.snoop());
        snoops.remove(ids.media());
        snoops.removeBridge(ids.bridge());
        StreamStats stats = stream.stats();
        stream.close();
        return stats;
    }
}
