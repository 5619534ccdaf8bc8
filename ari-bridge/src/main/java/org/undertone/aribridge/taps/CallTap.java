package org.undertone.aribridge.taps;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.core.Leg;
import org.undertone.core.event.StreamStats;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.MediaException;
import org.undertone.mediatap.WebSocketStream;

/**
 * What Undertone holds on one leg: a snoop channel that hears exactly that party's microphone ({@code spy=in}), an
 * external-media channel that sends it here, a bridge that joins the two, and the end here ({@link TapMedia}). One thread at a
 * time opens or closes it; {@link #end} may come from any thread and stops an opening at its next step.
 */
public final class CallTap {

    private static final Duration ARRIVAL = Duration.ofSeconds(2);
    private static final Duration FIRST_PACKET = Duration.ofSeconds(2);
    private static final String HUNG_UP = "the leg hung up while its tap was being set up";

    private final AsteriskLink link;
    private final StasisArrivals arrivals;
    private final Snoops snoops;
    private final Transports transports;
    private final Leg leg;
    private final OwnIds.TapIds ids;
    private final CompletableFuture<Instant> ended = new CompletableFuture<>();
    /** From when it begins to open until it is closed. */
    private volatile Optional<TapMedia> media = Optional.empty();
    /** Held while the snoop is made anew: who closes the tap, or uses the snoop, waits for that. */
    private final Object renewing = new Object();

    private int snoopCount = 1;
    /** When sound began to come, by {@link System#nanoTime}; means something for a tap that stands. */
    private volatile long heardSince;

    /** The snoop that it hears by now. */
    private volatile String snoop;

    CallTap(
            AsteriskLink link,
            StasisArrivals arrivals,
            Snoops snoops,
            Transports transports,
            Leg leg,
            OwnIds.TapIds ids) {
        this.link = link;
        this.arrivals = arrivals;
        this.snoops = snoops;
        this.transports = transports;
        this.leg = leg;
        this.ids = ids;
        this.snoop = ids.snoop(snoopCount);
    }

    Leg leg() {
        return leg;
    }

    /** The snoop that can be used now; waits while it is made anew. */
    String snoopId() {
        synchronized (renewing) {
            return snoop;
        }
    }

    long heardSince() {
        return heardSince;
    }

    /** How long the leg has been digital silence. */
    Duration digitalSilence() {
        return media.map(taken -> taken.stream().digitalSilence()).orElse(Duration.ZERO);
    }

    /** Whether digital silence counts as missing sound from now on. */
    void distrustSilence(boolean distrusted) {
        media.ifPresent(taken -> taken.stream().distrustSilence(distrusted));
    }

    /** The channels that it holds, on a leg that is heard. */
    List<String> channels() {
        return List.of(snoop, ids.media());
    }

    boolean owns(String id) {
        return snoop.equals(id) || ids.media().equals(id) || ids.bridge().equals(id);
    }

    /** Whether all that it holds on the PBX is among what is there. */
    boolean isWhole(Set<String> there) {
        return there.containsAll(Set.of(snoop, ids.media(), ids.bridge()));
    }

    /**
     * Opens it, and waits for the first packet of sound.
     *
     * @return when that arrived
     * @throws AsteriskException if a step fails, or the tap was ended meanwhile; the caller closes it then
     * @throws PutOffException if it cannot be heard as things are; the caller closes it then
     * @throws MediaException if there is no end here; the caller closes it then
     */
    Instant open() {
        arrivals.expect(ids.media());
        try {
            stillWanted();
            snoops.passedOn(leg.id().channelId()).ifPresent(why -> {
                throw new PutOffException(why, PutOffException.Waits.FOR_THE_PBX);
            });
            snoops.clinging(leg.id().channelId()).ifPresent(why -> {
                throw new PutOffException(why, PutOffException.Waits.FOR_THE_PBX);
            });
            TapMedia taken = transports.take(leg);
            media = Optional.of(taken);
            // The snoop last: it hands on sound every 20 ms from its beginning, and what is not joined by then waits.
            stillWanted();
            taken.make(ids.media(), snoops.lease().variables());
            stillWanted();
            makeBridge();
            stillWanted();
            snoops.makeUnasked(leg.id().channelId(), leg.channelName(), snoop, "in", "none");
            stillWanted();
            join();
            stillWanted();
            Instant first = firstPacket(taken);
            heardSince = System.nanoTime();
            return first;
        } finally {
            arrivals.forget(ids.media());
        }
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
        join(snoop + "," + ids.media());
    }

    private void join(String channels) {
        link.requests().once("join snoop and media", () -> link.ari()
                .bridges()
                .addChannel(ids.bridge(), channels)
                .execute());
    }

    /**
     * Hears by another snoop from now on. The old one is gone before the new one is made: as long as any is left on a leg,
     * Asterisk keeps what makes all of them deaf.
     *
     * @throws AsteriskException if there is no new one; the tap hears nothing any more then
     */
    void renewSnoop() {
        synchronized (renewing) {
            stillWanted();
            String old = snoop;
            // Before the old one is removed: its end is not the tap's.
            snoop = ids.snoop(++snoopCount);
            snoops.removeSurely(leg.id().channelId(), old);
            snoops.makeUnasked(leg.id().channelId(), leg.channelName(), snoop, "in", "none");
            join(snoop);
        }
    }

    private Instant firstPacket(TapMedia taken) {
        try {
            return taken.stream()
                    .firstPacket()
                    .applyToEither(ended, at -> at)
                    .toCompletableFuture()
                    .get(FIRST_PACKET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AsteriskException(
                    "no sound arrived within " + FIRST_PACKET.toSeconds() + " s " + taken.whySilent(), 0, e);
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
        arrivals.gone(snoop);
    }

    /** What has arrived; nothing where it was never opened. */
    Optional<StreamStats> stats() {
        return media.map(TapMedia::stream).map(LegStream::stats);
    }

    /** Why its sound has ended though it is open, once it has: only the end here can know. */
    Optional<CompletionStage<String>> soundEnded() {
        return media.map(TapMedia::stream)
                .filter(WebSocketStream.class::isInstance)
                .map(WebSocketStream.class::cast)
                .map(WebSocketStream::ended);
    }

    /** Removes everything it holds, on the PBX and here; what is gone already is no fault. */
    void close() {
        // Before it has an end here it makes nothing on the PBX.
        media.ifPresent(this::close);
    }

    private void close(TapMedia taken) {
        synchronized (renewing) {
            snoops.removeFrom(leg.id().channelId(), snoop);
        }
        snoops.remove(ids.media());
        snoops.removeBridge(ids.bridge());
        taken.stream().close();
        transports.release(taken);
    }
}
