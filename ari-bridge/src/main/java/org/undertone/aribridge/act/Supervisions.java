package org.undertone.aribridge.act;

import ch.loway.oss.ari4java.generated.models.BridgeDestroyed;
import ch.loway.oss.ari4java.generated.models.ChannelDestroyed;
import ch.loway.oss.ari4java.generated.models.ChannelDtmfReceived;
import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.generated.models.StasisEnd;
import ch.loway.oss.ari4java.generated.models.StasisStart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;
import org.undertone.aribridge.stasis.OwnIds;
import org.undertone.aribridge.stasis.Snoops;
import org.undertone.config.SuperviseSettings;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.event.SupervisionEvent;

/** The supervisions there are, one a call at most. Any thread may call; nothing here waits for the PBX but closing. */
final class Supervisions {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisions.class);
    private static final int THREADS = 4;
    private static final String ENDING = "Undertone is ending";
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final AsteriskLink link;
    private final Parties parties;
    private final Snoops snoops;
    private final OwnIds ids;
    private final String app;
    private final SuperviseSettings settings;
    private final InstantSource clock;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, Threads.daemons("undertone-supervision"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.daemon("undertone-supervision-timer"));
    private final Map<CallId, Supervision> running = new ConcurrentHashMap<>();
    private volatile boolean ending;

    Supervisions(
            AsteriskLink link,
            Parties parties,
            Snoops snoops,
            OwnIds ids,
            String app,
            SuperviseSettings settings,
            InstantSource clock) {
        this.link = link;
        this.parties = parties;
        this.snoops = snoops;
        this.ids = ids;
        this.app = app;
        this.settings = settings;
        this.clock = clock;
    }

    void begin(CallFacts facts, Action.Supervise wanted, String title, Consumer<SupervisionEvent> events) {
        if (ending) {
            events.accept(new SupervisionEvent.GaveUp(ENDING, clock.instant()));
            return;
        }
        Supervision supervision = new Supervision(
                facts,
                wanted,
                title,
                events,
                new SupervisorSeat(link, snoops, ids.nextSupervision(), app, settings),
                parties,
                new Serial(threads),
                timer,
                clock);
        if (running.putIfAbsent(facts.call(), supervision) != null) {
            events.accept(
                    new SupervisionEvent.GaveUp("a supervisor is ringing or in this call already", clock.instant()));
            return;
        }
        var unused = supervision.over().thenRun(() -> running.remove(facts.call(), supervision));
        if (ending) {
            supervision.end(ENDING);
        }
        supervision.start();
    }

    /** Something happened on the PBX, to a channel of ours or another; only the keys of our supervisors are looked at. */
    void event(Message message) {
        if (message instanceof StasisStart start) {
            String channel = start.getChannel().getId();
            holder(channel).ifPresent(supervision -> supervision.arrived(channel));
        } else if (message instanceof StasisEnd end) {
            gone(end.getChannel().getId(), HangupCause.UNKNOWN);
        } else if (message instanceof ChannelDestroyed destroyed) {
            gone(
                    destroyed.getChannel().getId(),
                    new HangupCause(
                            Optional.ofNullable(destroyed.getCause()).orElse(0),
                            Optional.ofNullable(destroyed.getCause_txt()).orElse("")));
        } else if (message instanceof BridgeDestroyed destroyed) {
            gone(destroyed.getBridge().getId(), HangupCause.UNKNOWN);
        } else if (message instanceof ChannelDtmfReceived key) {
            String channel = key.getChannel().getId();
            holder(channel).ifPresent(supervision -> supervision.key(channel, key.getDigit()));
        }
    }

    private void gone(String id, HangupCause cause) {
        holder(id).ifPresent(supervision -> supervision.gone(id, cause));
    }

    private Optional<Supervision> holder(String id) {
        return ids.ofThisLife(id)
                ? running.values().stream()
                        .filter(supervision -> supervision.seat().holds(id))
                        .findFirst()
                : Optional.empty();
    }

    boolean holds(String id) {
        return holder(id).isPresent();
    }

    CompletableFuture<Void> letGo(CallId call, String channel) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Optional.ofNullable(running.get(call))
                .ifPresentOrElse(
                        supervision -> supervision.letGo(channel::equals, () -> gone.complete(null)),
                        () -> gone.complete(null));
        return gone;
    }

    void hearAnew(CallId call, Set<String> except) {
        Optional.ofNullable(running.get(call))
                .ifPresent(supervision -> supervision.letGo(channel -> !except.contains(channel), () -> {}));
    }

    /** The channels that all of them hold. */
    Stream<String> channels() {
        return running.values().stream()
                .flatMap(supervision -> supervision.seat().channels());
    }

    void callChanged(CallFacts facts) {
        Optional.ofNullable(running.get(facts.call())).ifPresent(supervision -> supervision.callChanged(facts));
    }

    void callEnded(CallId call) {
        Optional.ofNullable(running.get(call)).ifPresent(supervision -> supervision.end("the call ended"));
    }

    void resumed(Set<String> channels) {
        running.values().forEach(supervision -> supervision.resumed(channels));
    }

    /** Ends all, waits for it within bounds, and begins none any more. */
    void close() {
        ending = true;
        running.values().forEach(supervision -> supervision.end(ENDING));
        try {
            CompletableFuture.allOf(
                            running.values().stream().map(Supervision::over).toArray(CompletableFuture[]::new))
                    .get(CLOSING.toSeconds(), TimeUnit.SECONDS);
            threads.shutdown();
            var unused = threads.awaitTermination(TELLING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("supervisions did not end ({}); what is left is swept at the next start", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
            threads.shutdown();
        }
    }
}
