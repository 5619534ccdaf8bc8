package org.undertone.aribridge.taps;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.aribridge.stasis.StasisArrivals;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.event.StreamStats;
import org.undertone.mediatap.MediaException;

/**
 * The taps there are. They open and close on threads of their own, so that a slow answer of the PBX for one leg holds up no
 * other; what came of it is told to a {@link Listener}. Any thread may call.
 */
public final class Taps {

    /** Told from the taps' threads. */
    public interface Listener {

        /** A leg is heard from now on. */
        void opened(Leg leg, Duration setUp, Instant at);

        /** A leg could not be heard; everything it held is removed. */
        void failed(Leg leg, String reason);

        /** A leg cannot be heard for the moment: the PBX has no room for another tap, or does not translate its codec. */
        void putOff(Leg leg, String reason, PutOffException.Waits waits);

        /** A leg is no longer heard; everything it held is removed. */
        void closed(LegId leg, String reason, StreamStats stats);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Taps.class);
    private static final int THREADS = 4;
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final AsteriskLink link;
    private final StasisArrivals arrivals;
    private final Snoops snoops;
    private final OwnIds ids;
    private final Transports transports;
    private final Listener listener;
    private final InstantSource clock;
    // Their queues have no bound of their own and need none: what waits in them is a tap, and no leg has two.
    private final ExecutorService openers =
            Executors.newFixedThreadPool(THREADS, Threads.daemons("undertone-tap-open"));
    /** Of their own, so that taps which wait for sound keep none from being removed. */
    private final ExecutorService closers =
            Executors.newFixedThreadPool(THREADS, Threads.daemons("undertone-tap-close"));

    private final Map<LegId, Held> held = new ConcurrentHashMap<>();
    private boolean ending;

    /**
     * Makes it of its parts.
     *
     * @param link to the PBX
     * @param arrivals tells when a channel of ours has come into its application
     * @param snoops makes the snoops by which legs are heard
     * @param ids of this life
     * @param transports brings the sound
     * @param listener told by the threads that open and close taps
     * @param clock tells the time
     */
    public Taps(
            AsteriskLink link,
            StasisArrivals arrivals,
            Snoops snoops,
            OwnIds ids,
            Transports transports,
            Listener listener,
            InstantSource clock) {
        this.link = link;
        this.arrivals = arrivals;
        this.snoops = snoops;
        this.ids = ids;
        this.transports = transports;
        this.listener = listener;
        this.clock = clock;
    }

    /** A tap, and whether its opening has ended well. */
    private record Held(CallTap tap, CompletableFuture<Boolean> open) {}

    /** Begins to hear a leg. */
    public void open(Leg leg) {
        if (!link.connected()) {
            listener.failed(leg, AsteriskLink.NOT_CONNECTED);
            return;
        }
        CallTap tap = new CallTap(link, arrivals, snoops, transports, leg, ids.nextTap());
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        if (hold(tap, open)) {
            openers.execute(() -> opening(tap, open));
        } else {
            listener.failed(leg, "Undertone is ending");
        }
    }

    private synchronized boolean hold(CallTap tap, CompletableFuture<Boolean> open) {
        if (!ending) {
            held.put(tap.leg().id(), new Held(tap, open));
        }
        return !ending;
    }

    private void opening(CallTap tap, CompletableFuture<Boolean> open) {
        boolean opened = false;
        try {
            opened = openNow(tap);
        } finally {
            // Whatever is thrown: who closes the tap waits for this.
            open.complete(opened);
        }
    }

    private boolean openNow(CallTap tap) {
        Instant begun = clock.instant();
        try {
            Instant first = tap.open();
            listener.opened(tap.leg(), Duration.between(begun, first), first);
            tap.soundEnded().ifPresent(end -> end.thenAcceptAsync(reason -> soundEnded(tap, reason), closers));
            return true;
        } catch (PutOffException e) {
            held.remove(tap.leg().id());
            tap.close();
            listener.putOff(tap.leg(), e.getMessage(), e.waits());
            return false;
        } catch (AsteriskException | MediaException e) {
            giveUp(tap, e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.error("call={} a tap could not be opened", tap.leg().id().call(), e);
            giveUp(tap, "an unexpected fault, see the log: " + e);
            return false;
        } catch (Error e) {
            LOG.error("call={} a tap could not be opened", tap.leg().id().call(), e);
            giveUp(tap, "an unexpected fault, see the log: " + e);
            throw e;
        }
    }

    private void giveUp(CallTap tap, String reason) {
        LOG.warn("call={} leg not tapped: {}", tap.leg().id().call(), reason);
        held.remove(tap.leg().id());
        tap.close();
        listener.failed(tap.leg(), reason);
    }

    private CompletableFuture<Void> closeNow(Held closing, String reason) {
        closing.tap().end();
        return closing.open()
                .thenAcceptAsync(
                        wasOpen -> {
                            if (wasOpen) {
                                closing.tap().close();
                                listener.closed(
                                        closing.tap().leg().id(),
                                        reason,
                                        closing.tap().stats().orElseThrow());
                            }
                        },
                        closers);
    }

    /** No longer hears a leg; does nothing if it is not tapped. */
    public void close(LegId leg, String reason) {
        Held closing = held.remove(leg);
        if (closing != null) {
            var unused = closeNow(closing, reason);
        }
    }

    /**
     * Makes the snoop of a tap anew, on a thread of the taps. A tap that cannot hear any more then is closed; its leg may be
     * tapped anew.
     *
     * @param first done before, with nobody else making snoops on that leg
     * @return done when that has ended, however it did
     */
    CompletableFuture<Void> renew(CallTap tap, Runnable first) {
        try {
            return CompletableFuture.runAsync(() -> renewNow(tap, first), openers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void renewNow(CallTap tap, Runnable first) {
        try {
            snoops.alone(tap.leg().id().channelId(), () -> {
                first.run();
                tap.renewSnoop();
            });
        } catch (AsteriskException e) {
            LOG.debug("call={} {}", tap.leg().id().call(), e.getMessage());
            if (standing().contains(tap)) {
                close(tap.leg().id(), "its snoop could not be made anew: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("call={} a snoop could not be made anew", tap.leg().id().call(), e);
        }
    }

    /** The taps that stand now. */
    public List<CallTap> standing() {
        return held.values().stream()
                .filter(tap -> tap.open().getNow(false))
                .map(Held::tap)
                .toList();
    }

    /**
     * Closes the taps of which a part is gone from the PBX, after a time without events; their legs may be heard anew.
     *
     * @param stood the taps that stood before the PBX was asked: one that was opened meanwhile is not in its answer
     * @param there the ids of all channels and bridges on the PBX
     */
    public void closeBroken(List<CallTap> stood, Set<String> there) {
        snoops.thereAre(there);
        stood.stream()
                .filter(tap -> !tap.isWhole(there) && standing().contains(tap))
                .forEach(tap -> close(tap.leg().id(), "its channels on the PBX were gone after a lost connection"));
    }

    /** Nothing is left of any channel of that id. */
    public void destroyed(String channelId) {
        snoops.destroyed(channelId);
    }

    /** Ends the tap that a channel of ours belonged to, if it still stands; what became of its leg is asked on the way. */
    public void ownChannelGone(String channelId, PartyReader reader) {
        held.values().stream()
                .map(Held::tap)
                .filter(tap -> tap.owns(channelId))
                .map(tap -> tap.leg().id())
                .findFirst()
                .ifPresent(leg -> closeAsking(leg, reader));
    }

    private void closeAsking(LegId leg, PartyReader reader) {
        try {
            closers.execute(
                    () -> close(leg, isThere(leg, reader) ? "its channels on the PBX were removed" : "hung up"));
        } catch (RejectedExecutionException e) {
            LOG.debug("call={} all taps are closed already", leg.call());
        }
    }

    /** The way by which its sound came has ended; its leg may be heard anew. */
    private void soundEnded(CallTap tap, String reason) {
        LegId leg = tap.leg().id();
        String why = isThere(leg, new PartyReader(link)) ? "its sound stopped: " + reason : "hung up";
        Held now = held.get(leg);
        if (now != null && now.tap() == tap) {
            close(leg, why);
        }
    }

    /** Where the PBX does not tell, yes: the tap is dead in either case, and a leg that is there may be heard anew. */
    private static boolean isThere(LegId leg, PartyReader reader) {
        try {
            return reader.linkedId(leg.channelId()).isPresent();
        } catch (AsteriskException e) {
            LOG.debug("call={} {}", leg.call(), e.getMessage());
            return true;
        }
    }

    /** A snoop of one of the call's legs that is in use, through which variables can be set. */
    public Optional<String> snoopOf(CallFacts facts) {
        return facts.legs().stream()
                .map(leg -> held.get(leg.id()))
                .filter(tap -> tap != null && tap.open().getNow(false))
                .map(tap -> tap.tap().snoopId())
                .findFirst();
    }

    /** Whether a tap holds the channel or bridge of that id. */
    public boolean holds(String id) {
        return held.values().stream().anyMatch(tap -> tap.tap().owns(id));
    }

    /** The channels of the taps that stand now. */
    public Stream<String> channels() {
        return standing().stream().flatMap(tap -> tap.channels().stream());
    }

    /** Closes all, waits for it within bounds, and opens none any more. */
    public void closeAll(String reason) {
        try {
            CompletableFuture.allOf(allClosing(reason)).get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("taps did not close ({}); what is left is swept at the next start", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        openers.shutdown();
        closers.shutdown();
    }

    private synchronized CompletableFuture<?>[] allClosing(String reason) {
        ending = true;
        return held.keySet().stream()
                .map(held::remove)
                .filter(Objects::nonNull)
                .map(tap -> closeNow(tap, reason))
                .toArray(CompletableFuture[]::new);
    }
}
