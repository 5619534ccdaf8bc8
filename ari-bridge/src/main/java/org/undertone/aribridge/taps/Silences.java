package org.undertone.aribridge.taps;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;
import org.undertone.core.CallId;
import org.undertone.core.LegId;

/**
 * Looks, once a second, after taps that bring digital silence: finds out whose it is, and where it is the PBX's makes the snoop
 * anew, with every other snoop of ours on that leg. The thread {@code undertone-silences} owns what is known of each leg, and
 * asks the PBX of those only that are silent.
 */
public final class Silences implements AutoCloseable {

    /** The supervisors in calls, who hear by snoops of their own. */
    public interface Supervisors {

        /** Takes a supervisor's snoop off that leg for a moment; done when it is gone, or there was none. */
        CompletableFuture<Void> letGo(CallId call, String channel);

        /** Lets a supervisor of that call hear anew, unless by one of those channels. Returns at once. */
        void hearAnew(CallId call, Set<String> except);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Silences.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LETTING_GO = Duration.ofSeconds(2);
    /** Where more are silent at once, as when a trunk fails, the others are asked for a second later. */
    private static final int MOST_QUESTIONS = 25;

    private final AsteriskLink link;
    private final RtpReader reader;
    private final Taps taps;
    private final Supervisors supervisors;
    private final BiConsumer<LegId, SilentLeg.Outcome> listener;
    private final Map<CallTap, WatchedLeg> watched = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-silences"));

    /**
     * Makes it; {@link #start} begins.
     *
     * @param listener told on the thread of its own what came of each new snoop
     */
    public Silences(
            AsteriskLink link,
            RtpReader reader,
            Taps taps,
            Supervisors supervisors,
            BiConsumer<LegId, SilentLeg.Outcome> listener) {
        this.link = link;
        this.reader = reader;
        this.taps = taps;
        this.supervisors = supervisors;
        this.listener = listener;
    }

    /** Begins to look, a second from now; returns at once. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            lookAtAll();
        } catch (AsteriskException e) {
            LOG.debug("silent legs are looked at a second later: {}", e.getMessage());
        } catch (RuntimeException e) {
            // What is thrown here would end the looking.
            LOG.error("silent legs could not be looked at, trying again", e);
        }
    }

    private void lookAtAll() {
        List<CallTap> standing = taps.standing();
        watched.keySet().retainAll(standing);
        int questions = 0;
        for (CallTap tap : standing) {
            WatchedLeg leg = watched(tap);
            SilentLeg.Next next = leg.look(tap.digitalSilence(), System.nanoTime());
            if (next == SilentLeg.Next.ASK && questions < MOST_QUESTIONS && link.connected()) {
                questions++;
                next = ask(tap, leg);
            }
            // Before it is renewed: what is silent until then counts as missing, too.
            tap.distrustSilence(leg.deaf());
            if (next == SilentLeg.Next.RENEW) {
                leg.renew(() -> renew(tap));
            }
            leg.outcome().ifPresent(outcome -> cameOf(tap, leg, outcome));
        }
    }

    private WatchedLeg watched(CallTap tap) {
        return watched.computeIfAbsent(tap, key -> new WatchedLeg(tap.heardSince()));
    }

    private SilentLeg.Next ask(CallTap tap, WatchedLeg leg) {
        Optional<RtpStatistics> counts;
        try {
            counts = reader.read(tap.leg().id().channelId());
        } catch (AsteriskException e) {
            // Of this leg only: those after it are looked at.
            LOG.debug("call={} {}", tap.leg().id().call(), e.getMessage());
            leg.notTold(System.nanoTime());
            return SilentLeg.Next.NOTHING;
        }
        return leg.told(counts, System.nanoTime());
    }

    private CompletableFuture<Void> renew(CallTap tap) {
        LegId leg = tap.leg().id();
        return taps.renew(tap, () -> await(supervisors.letGo(leg.call(), leg.channelId())));
    }

    private static void await(CompletableFuture<Void> letGo) {
        try {
            letGo.get(LETTING_GO.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("a supervisor's snoop may still be on the leg: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while a supervisor's snoop was removed", 0, e);
        }
    }

    private void cameOf(CallTap tap, WatchedLeg leg, SilentLeg.Outcome outcome) {
        tell(tap.leg().id(), outcome, leg.isNew(outcome));
        listener.accept(tap.leg().id(), outcome);
        if (outcome == SilentLeg.Outcome.HEARS_AGAIN) {
            renewOthers(tap);
        }
    }

    /** What is written to the others of the call bore the same numbers: for cues and supervisors they are deaf, too. */
    private void renewOthers(CallTap healed) {
        List<CallTap> call = taps.standing().stream()
                .filter(tap -> tap.leg().id().call().equals(healed.leg().id().call()))
                .toList();
        for (CallTap tap : call) {
            if (tap != healed) {
                watched(tap).renewBeside(() -> renew(tap));
            }
        }
        supervisors.hearAnew(
                healed.leg().id().call(),
                call.stream().map(tap -> tap.leg().id().channelId()).collect(Collectors.toSet()));
    }

    private static void tell(LegId leg, SilentLeg.Outcome outcome, boolean first) {
        switch (outcome) {
            case HEARS_AGAIN ->
                LOG.info(
                        "call={} a leg was silent on the PBX though its phone sends sound; a new snoop hears it",
                        leg.call());
            case STAYS_DEAF -> {
                if (first) {
                    LOG.warn(
                            "call={} a leg is silent on the PBX though its phone sends sound, and stays so with a new snoop:"
                                    + " another listener is on it, such as a recording, which hears nothing either (see"
                                    + " docs/decisions/0028-deaf-legs.md). Tried again now and then",
                            leg.call());
                }
            }
            case SILENT_ITSELF -> LOG.debug("call={} a leg sends digital silence, as a muted phone does", leg.call());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
