package org.undertone.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.act.ActionResult;
import org.undertone.aribridge.act.PbxActions;
import org.undertone.aribridge.act.VariableOutcome;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Track;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.journal.Journal;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;

/**
 * Does what alerts ask for: at most once each, in order within a call, on threads that may wait for the PBX but never wait
 * for the ledger.
 */
final class ActionRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);
    /** Most wait for the end of a cue's tone; what they ask of the PBX is bounded by the bridge. */
    private static final int THREADS = 32;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int WAITING_PER_CALL = 64;

    private final PbxActions pbx;
    private final Journal journal;
    private final DaemonListener listener;
    private final InstantSource clock;
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "undertone-actions-" + threads.incrementAndGet()));
    private final SupervisionOutcomes supervisions;
    private final SerialQueues<CallId> queues = new SerialQueues<>(executor, WAITING_PER_CALL);

    ActionRunner(PbxActions pbx, Journal journal, DaemonListener listener, InstantSource clock) {
        this.pbx = pbx;
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        executor.allowCoreThreadTimeOut(true);
        this.supervisions = new SupervisionOutcomes(journal, listener, this::finished, clock);
    }

    /**
     * Begins the alert's actions; those that find the call's queue full are recorded as skipped.
     *
     * @param kept whether the ledger has the alert, and with it its tickets, as soon as that is known
     */
    void run(Alert alert, CallFacts facts, CompletableFuture<Boolean> kept) {
        for (Action action : alert.actions()) {
            if (action instanceof Action.Delivered delivered) {
                var unused = kept.thenAccept(inLedger -> delivered(alert, delivered, inLedger));
            } else if (!queues.offer(facts.call(), () -> runNow(alert, action, facts))) {
                finished(alert, action, ActionOutcome.SKIPPED, WAITING_PER_CALL + " actions of this call are waiting");
            }
        }
    }

    private void runNow(Alert alert, Action action, CallFacts facts) {
        if (action instanceof Action.Set set) {
            finished(alert, set, set(set, facts));
        } else if (action instanceof Action.Cue cue) {
            finished(alert, cue, pbx.cue(facts, cue));
        } else if (action instanceof Action.Blf blf) {
            finished(alert, blf, pbx.blf(facts, blf));
        } else if (action instanceof Action.UserEvent event) {
            finished(alert, event, pbx.userEvent(facts, event, about(alert, facts)));
        } else if (action instanceof Action.Supervise supervise) {
            pbx.supervise(facts, supervise, alert.id().rule(), event -> supervisions.on(alert, supervise, event));
        }
    }

    /** It was written by the ledger in the alert's own transaction, or not at all. */
    private void delivered(Alert alert, Action.Delivered delivered, boolean inLedger) {
        finished(
                alert,
                delivered,
                inLedger ? ActionOutcome.DONE : ActionOutcome.FAILED,
                inLedger ? told(delivered) : "the ledger could not keep it: " + told(delivered));
    }

    private static String told(Action.Delivered delivered) {
        if (delivered instanceof Action.Ticket ticket) {
            return ticket.subject();
        }
        return delivered instanceof Action.Mark mark ? mark.label() : "for " + delivered.to();
    }

    private ActionResult set(Action.Set set, CallFacts facts) {
        List<VariableOutcome> outcomes = pbx.setVariables(facts, set.variables());
        boolean done = outcomes.stream().allMatch(o -> o.result() != VariableOutcome.Result.FAILED)
                && outcomes.stream().anyMatch(o -> o.result() != VariableOutcome.Result.GONE);
        String detail = outcomes.stream().map(ActionRunner::told).collect(Collectors.joining("; "));
        return new ActionResult(done ? ActionResult.Result.DONE : ActionResult.Result.FAILED, detail);
    }

    private static Map<String, String> about(Alert alert, CallFacts facts) {
        Track heard = alert.latest().track();
        return Map.of(
                "Call", facts.call().linkedId(),
                "Rule", alert.id().rule(),
                "Emotion", heard.top().label(),
                "Probability",
                        String.format(Locale.ROOT, "%.2f", heard.smoothed().of(heard.top())),
                "Profile", facts.profile(),
                "Queue", facts.queue(),
                "Agent", facts.agent());
    }

    private void finished(Alert alert, Action action, ActionResult result) {
        ActionOutcome outcome =
                switch (result.result()) {
                    case DONE -> ActionOutcome.DONE;
                    case FAILED -> ActionOutcome.FAILED;
                    case SKIPPED -> ActionOutcome.SKIPPED;
                };
        finished(alert, action, outcome, result.detail());
    }

    private static String told(VariableOutcome outcome) {
        String what = outcome.name() + " on " + outcome.leg().channelId() + " "
                + outcome.result().name().toLowerCase(Locale.ROOT);
        return outcome.detail().isEmpty() ? what : what + " (" + outcome.detail() + ")";
    }

    private void finished(Alert alert, Action action, ActionOutcome outcome, String detail) {
        Instant at = clock.instant();
        // Who was reached may be a phone number, and a subject may hold one: kept in the ledger, not in the log.
        boolean reached = action instanceof Action.Supervise && outcome == ActionOutcome.DONE;
        String told = reached
                ? "a supervisor joined"
                : action instanceof Action.Delivered delivered ? destination(delivered) : detail;
        LOG.info("call={} alert={} {} {}: {}", alert.id().call(), alert.id().rule(), action.verb(), outcome, told);
        journal.action(alert.id(), action, outcome, detail, at);
        listener.event(new DaemonEvent.Acted(alert, action, outcome == ActionOutcome.DONE, detail, at));
    }

    private static String destination(Action.Delivered delivered) {
        return delivered.to().isEmpty() ? "in the ledger" : "for " + delivered.to();
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("actions did not end within 5 s; they are given up");
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
