package org.undertone.aribridge.stasis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AriRequests;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;

/**
 * Makes snoop channels, which have a {@link Lease} and leave no trace in the CDRs, and removes what is ours. Every method
 * waits for the PBX.
 */
public final class Snoops {

    private static final Logger LOG = LoggerFactory.getLogger(Snoops.class);
    private static final Duration ARRIVAL = Duration.ofSeconds(2);

    private static final Duration TURN = Duration.ofSeconds(4);
    /** For who wants it alone: longer than making one snoop anew takes, with all that is waited for. */
    private static final Duration ALONE = Duration.ofSeconds(15);
    /** It ends with the next packet of its leg, in either direction. */
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private static final String CLINGS =
            "the PBX does not let go of the snoop before, since the streams of both parties have stepped (see"
                    + " docs/decisions/0028-deaf-legs.md); heard when it does";

    /** Who has a channel for itself now. */
    private record Turn(Thread owner, CompletableFuture<Void> over) {}

    /**
     * A snoop that was removed.
     *
     * @param channel id of the channel that it was on
     * @param at when, by {@link System#nanoTime}
     * @param gone done when nothing is left of it
     */
    private record Removed(String channel, long at, CompletableFuture<Void> gone) {}

    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    /** Snoops that were removed, and may not have let go of their channel yet (ADR 0028). */
    private final Map<String, Removed> clinging = new ConcurrentHashMap<>();

    private final AsteriskLink link;
    private final StasisArrivals arrivals;
    private final PassedOn passedOn;
    private final String app;
    private final Lease lease;

    /**
     * Makes it of its parts.
     *
     * @param link to the PBX
     * @param arrivals tells when a snoop has come into the application
     * @param passedOn knows on which legs none is made
     * @param app the application that holds the snoops
     * @param lease that each is made with
     */
    public Snoops(AsteriskLink link, StasisArrivals arrivals, PassedOn passedOn, String app, Lease lease) {
        this.link = link;
        this.arrivals = arrivals;
        this.passedOn = passedOn;
        this.app = app;
        this.lease = lease;
    }

    /**
     * Keeps all others from making a snoop on a channel while something is done; they wait for a while. Who wants it alone, too,
     * waits for whoever had it before.
     *
     * @param channel id of the channel
     * @throws AsteriskException if the one before does not end
     */
    public void alone(String channel, Runnable task) {
        Turn turn = new Turn(Thread.currentThread(), new CompletableFuture<>());
        long until = System.nanoTime() + ALONE.toNanos();
        for (Turn before = turns.putIfAbsent(channel, turn);
                before != null;
                before = turns.putIfAbsent(channel, turn)) {
            awaitEnd(before, Duration.ofNanos(until - System.nanoTime()), channel);
        }
        try {
            task.run();
        } finally {
            turns.remove(channel, turn);
            turn.over().complete(null);
        }
    }

    private void awaitTurn(String channel, String name) {
        Turn turn = turns.get(channel);
        if (turn == null || turn.owner() == Thread.currentThread()) {
            return;
        }
        awaitEnd(turn, TURN, name);
    }

    private static void awaitEnd(Turn turn, Duration limit, String name) {
        try {
            turn.over().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AsteriskException("could not snoop " + name + ": its tap is being made anew");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while waiting to snoop " + name, 0, e);
        }
    }

    /**
     * Makes one, and returns when it can be used.
     *
     * @param channel id of the channel that it is on
     * @param name of that channel
     * @param id of the snoop
     * @param spy what comes out of it: {@code none}, {@code in} (what the party says), {@code out} or {@code both}
     * @param whisper where what goes into it is heard: {@code none}, {@code out} (by the party), {@code in} or {@code both}
     * @throws AsteriskException if it cannot be made, or ends at once, or nothing could be heard by it; nothing is left then
     */
    public void make(String channel, String name, String id, String spy, String whisper) {
        passedOn(channel).ifPresent(why -> {
            throw new AsteriskException("cannot snoop " + name + ": " + why);
        });
        makeUnasked(channel, name, id, spy, whisper);
    }

    /** Why nothing could be heard by a snoop on that channel, if that is known. Waits for the PBX. */
    public Optional<String> passedOn(String channel) {
        return passedOn.why(channel);
    }

    /** As {@link #make}, for who has asked {@link #passedOn} before. */
    public void makeUnasked(String channel, String name, String id, String spy, String whisper) {
        awaitTurn(channel, name);
        clinging(channel).ifPresent(why -> {
            throw new AsteriskException("could not snoop " + name + ": " + why);
        });
        arrivals.expect(id);
        try {
            link.requests().once("snoop " + name, () -> link.ari()
                    .channels()
                    .snoopChannelWithId(channel, id, app)
                    .setSpy(spy)
                    .setWhisper(whisper)
                    .execute());
            arrivals.await(id, ARRIVAL);
            // At once: a snoop that ends before this has a CDR, and one that is left before this stays to the call's
            // end.
            link.requests().once("keep the snoop out of the CDRs and limit its time", () -> link.ari()
                    .channels()
                    .setChannelVar(id, lease.function())
                    .setValue(lease.value())
                    .execute());
        } catch (AsteriskException e) {
            remove(id);
            throw e;
        } finally {
            arrivals.forget(id);
        }
    }

    /** What every channel of ours has. */
    public Lease lease() {
        return lease;
    }

    /** Lets any channel of ours end by itself after that time, unless that is set anew. */
    public void endAfter(String id, Duration time) {
        link.requests().once("limit the time of " + id, () -> link.ari()
                .channels()
                .setChannelVar(id, Lease.FUNCTION)
                .setValue(Lease.seconds(time))
                .execute());
    }

    /**
     * Removes a snoop. Until the PBX has let go of it none is made on that channel: it would be as deaf, and stay as well.
     *
     * @param channel id of the channel that it is on
     */
    public void removeFrom(String channel, String id) {
        // Before it is removed: the PBX may tell of its end at once.
        clinging.put(id, new Removed(channel, System.nanoTime(), new CompletableFuture<>()));
        if (!remove(id)) {
            destroyed(id);
        }
    }

    /** The same, and waits a moment until it has let go. */
    public void removeSurely(String channel, String id) {
        removeFrom(channel, id);
        Removed removed = clinging.get(id);
        if (removed != null && !hasGone(removed)) {
            LOG.debug("{} may still be on its leg", id);
        }
    }

    /** Whether that is told within the time that it takes where nothing clings. */
    private static boolean hasGone(Removed snoop) {
        long left = snoop.at() + LETTING_GO.toNanos() - System.nanoTime();
        try {
            snoop.gone().get(Math.max(0, left), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while a snoop ended", 0, e);
        }
    }

    /** Nothing is left of any channel of that id: it has let go of whatever it was on. */
    public void destroyed(String id) {
        Removed removed = clinging.remove(id);
        if (removed != null) {
            removed.gone().complete(null);
        }
    }

    /** After a time without events: only these channels are there. */
    public void thereAre(Set<String> channels) {
        clinging.keySet().stream().filter(id -> !channels.contains(id)).toList().forEach(this::destroyed);
    }

    /**
     * Why no snoop can be made on that channel, if one that was removed has not let go of it yet. Waits a moment and asks the PBX
     * where one was removed lately.
     */
    public Optional<String> clinging(String channel) {
        List<String> removed = clinging.entrySet().stream()
                .filter(snoop -> snoop.getValue().channel().equals(channel))
                .map(Map.Entry::getKey)
                .toList();
        for (String id : removed) {
            Removed snoop = clinging.get(id);
            if (snoop != null && !hasGone(snoop)) {
                if (!isGone(id)) {
                    return Optional.of(CLINGS);
                }
                destroyed(id);
            }
        }
        return Optional.empty();
    }

    private boolean isGone(String id) {
        return link.requests()
                .find("look after " + id, () -> link.ari().channels().get(id).execute())
                .isEmpty();
    }

    /** Hangs up any channel of ours; that it is gone already is no fault. Whether it may be there still. */
    public boolean remove(String channel) {
        return remove(
                "hang up " + channel,
                () -> link.ari().channels().hangup(channel).execute());
    }

    /** Removes any bridge of ours; that it is gone already is no fault. */
    public void removeBridge(String bridge) {
        remove(
                "remove the bridge " + bridge,
                () -> link.ari().bridges().destroy(bridge).execute());
    }

    private boolean remove(String what, AriRequests.Command command) {
        try {
            return link.requests().remove(what, command);
        } catch (AsteriskException e) {
            LOG.warn("{}; it will be swept", e.getMessage());
            return true;
        }
    }
}
