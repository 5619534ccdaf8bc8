package org.undertone.aribridge.act;

import ch.loway.oss.ari4java.generated.models.Playback;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.config.CueSettings;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;

/** Cues on the agent's phone, at most one an agent in a while. Any thread that may wait can give one. */
final class Cues {

    private static final Logger LOG = LoggerFactory.getLogger(Cues.class);
    private static final Duration MARGIN = Duration.ofMillis(250);
    /** How long the PBX may take until it begins; a busy one has taken more than a tone's whole length. */
    private static final Duration BEGINNING = Duration.ofSeconds(5);

    private static final Duration ASKING = Duration.ofSeconds(1);

    private static final Duration STOPPING = Duration.ofSeconds(2);
    /** How much longer than the tone its snoop may be there: as long as stopping and removing it may take. */
    private static final Duration OVER = Duration.ofSeconds(5);

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final String ENDING = "Undertone is ending";

    private final AsteriskLink link;
    private final Parties parties;
    private final Snoops snoops;
    private final OwnIds ids;
    private final CueSettings settings;
    private final Tone tone;
    private final InstantSource clock;
    /** What is in use on the PBX. */
    private final Map<OwnIds.CueIds, Playing> playing = new ConcurrentHashMap<>();
    /** When each agent was cued last; guarded by itself. */
    private final Map<Endpoint, Instant> last = new HashMap<>();

    private volatile boolean ending;

    /**
     * A tone and its snoop.
     *
     * @param begun done when the PBX plays it
     * @param finished what the playback ends as
     * @param removed done when nothing of it is left
     */
    private record Playing(
            CompletableFuture<String> begun, CompletableFuture<String> finished, CompletableFuture<Void> removed) {

        Playing() {
            this(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        }

        void end(String state) {
            begun.complete(state);
            finished.complete(state);
        }

        void fail(AsteriskException why) {
            begun.completeExceptionally(why);
            finished.completeExceptionally(why);
        }
    }

    Cues(AsteriskLink link, Parties parties, Snoops snoops, OwnIds ids, CueSettings settings, InstantSource clock) {
        this.link = link;
        this.parties = parties;
        this.snoops = snoops;
        this.ids = ids;
        this.settings = settings;
        this.tone = Tone.of(settings.tone());
        this.clock = clock;
    }

    ActionResult give(CallFacts facts, Action.Cue cue) {
        if (ending) {
            return ActionResult.failed(ENDING);
        }
        Optional<Leg> leg;
        try {
            leg = parties.agent(facts);
        } catch (AsteriskException e) {
            return ActionResult.failed(e.getMessage());
        }
        if (leg.isEmpty()) {
            return ActionResult.failed("no agent is in the call");
        }
        Endpoint agent = Endpoint.ofChannel(leg.get().channelName());
        Instant now = clock.instant();
        Optional<Instant> before = reserve(agent, now);
        if (before.isPresent()) {
            return ActionResult.skipped(agent + " was cued "
                    + Duration.between(before.get(), now).toSeconds() + " s ago; at most one cue in "
                    + settings.rest().toSeconds() + " s");
        }
        ActionResult result = byEveryWay(leg.get(), agent, cue);
        if (result.result() != ActionResult.Result.DONE) {
            giveBack(agent, now);
        }
        return result;
    }

    /** Takes this agent's turn, or tells when it was taken. */
    private Optional<Instant> reserve(Endpoint agent, Instant now) {
        synchronized (last) {
            last.values().removeIf(at -> !at.plus(settings.rest()).isAfter(now));
            return Optional.ofNullable(last.putIfAbsent(agent, now));
        }
    }

    private void giveBack(Endpoint agent, Instant taken) {
        synchronized (last) {
            last.remove(agent, taken);
        }
    }

    private ActionResult byEveryWay(Leg leg, Endpoint agent, Action.Cue cue) {
        Map<Action.Cue.Way, Optional<String>> faults = new EnumMap<>(Action.Cue.Way.class);
        // The message first: it is there at once, and a tone takes its time.
        if (cue.by().contains(Action.Cue.Way.MESSAGE)) {
            faults.put(Action.Cue.Way.MESSAGE, fault(() -> send(agent, cue.advice())));
        }
        if (cue.by().contains(Action.Cue.Way.TONE)) {
            faults.put(Action.Cue.Way.TONE, fault(() -> play(leg)));
        }
        StringBuilder detail = new StringBuilder();
        faults.forEach((way, fault) -> detail.append(detail.isEmpty() ? "" : "; ")
                .append(way == Action.Cue.Way.TONE ? "tone" : "message")
                .append(fault.map(why -> " failed: " + why).orElse(way == Action.Cue.Way.TONE ? " played" : " sent")));
        boolean any = faults.values().stream().anyMatch(Optional::isEmpty);
        return any ? ActionResult.done(detail.toString()) : ActionResult.failed(detail.toString());
    }

    private static Optional<String> fault(Runnable way) {
        try {
            way.run();
            return Optional.empty();
        } catch (AsteriskException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void play(Leg leg) {
        OwnIds.CueIds cue = ids.nextCue();
        Playing now = new Playing();
        playing.put(cue, now);
        try {
            // After it is among those that closing waits for: either closing sees it, or it sees the closing.
            if (ending) {
                throw new AsteriskException(ENDING);
            }
            snoops.make(leg.id().channelId(), leg.channelName(), cue.snoop(), "none", "out");
            // Else it would stay to the end of the call if nobody is left to remove it.
            snoops.endAfter(
                    cue.snoop(), BEGINNING.plus(tone.length()).plus(MARGIN).plus(OVER));
            link.requests().once("play a tone to " + leg.channelName(), () -> link.ari()
                    .channels()
                    .playWithId(cue.snoop(), cue.playback(), tone.media())
                    .execute());
            awaitEnd(cue, now);
        } finally {
            snoops.removeFrom(leg.id().channelId(), cue.snoop());
            playing.remove(cue);
            now.removed().complete(null);
        }
    }

    /** A tone does not end by itself: it is stopped when its time is over. One that ends before has failed. */
    private void awaitEnd(OwnIds.CueIds cue, Playing now) {
        // Its time runs from when it is played: counted from the answer, a busy PBX would stop it before it began.
        awaitBegin(cue, now);
        Optional<String> early = within(now.finished(), tone.length().plus(MARGIN));
        if (early.isPresent()) {
            throw new AsteriskException("the agent's leg hung up, or the PBX cannot play '" + tone.media() + "'");
        }
        link.requests()
                .remove(
                        "stop the tone",
                        () -> link.ari().playbacks().stop(cue.playback()).execute());
        Optional<String> end = within(now.finished(), STOPPING);
        boolean played = end.isPresent() ? end.get().equals("done") : state(cue).isEmpty();
        if (!played) {
            throw new AsteriskException("the PBX does not confirm that the tone was played");
        }
    }

    /** It is told by an event; where that was lost with a connection, the PBX is asked. */
    private void awaitBegin(OwnIds.CueIds cue, Playing now) {
        for (Duration waited = Duration.ZERO; waited.compareTo(BEGINNING) < 0; waited = waited.plus(ASKING)) {
            if (within(now.begun(), ASKING).isPresent() || state(cue).equals(Optional.of("playing"))) {
                return;
            }
        }
        throw new AsteriskException("the PBX did not begin the tone within " + BEGINNING.toSeconds() + " s");
    }

    /** As the PBX has it; empty where it is over, or never was. */
    private Optional<String> state(OwnIds.CueIds cue) {
        return link.requests()
                .find(
                        "look after the tone",
                        () -> link.ari().playbacks().get(cue.playback()).execute())
                .map(Playback::getState);
    }

    private static Optional<String> within(CompletableFuture<String> finished, Duration limit) {
        try {
            return Optional.of(finished.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new AsteriskException(e.getCause().getMessage(), 0, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while a tone was played", 0, e);
        }
    }

    private void send(Endpoint agent, String advice) {
        try {
            link.requests().once("send a message to " + agent, () -> link.ari()
                    .endpoints()
                    .sendMessageToEndpoint(settings.from())
                    .setTech(agent.technology())
                    .setResource(agent.resource())
                    .setBody(advice)
                    .execute());
        } catch (AsteriskException e) {
            throw e.notFound()
                    ? new AsteriskException(agent + " is not registered, or cannot be sent messages", e.status(), e)
                    : e;
        }
    }

    /** A playback has begun; one of ours or not. */
    void begun(Playback playback) {
        of(playback).ifPresent(now -> now.begun().complete(playback.getState()));
    }

    /** A playback has ended; one of ours or not. */
    void finished(Playback playback) {
        of(playback).ifPresent(now -> now.end(playback.getState()));
    }

    private Optional<Playing> of(Playback playback) {
        return playing.entrySet().stream()
                .filter(one -> one.getKey().playback().equals(playback.getId()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    boolean holds(String id) {
        return playing.keySet().stream().anyMatch(cue -> cue.snoop().equals(id));
    }

    /** Begins none any more, stops every tone, and waits within bounds until nothing of them is left. */
    void close() {
        ending = true;
        List<CompletableFuture<Void>> removed = new ArrayList<>();
        playing.forEach((cue, now) -> {
            now.fail(new AsteriskException(ENDING));
            snoops.remove(cue.snoop());
            removed.add(now.removed());
        });
        try {
            CompletableFuture.allOf(removed.toArray(CompletableFuture[]::new))
                    .get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("tones did not end ({}); what is left is swept at the next start", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
