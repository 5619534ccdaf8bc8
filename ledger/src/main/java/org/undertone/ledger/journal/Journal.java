package org.undertone.ledger.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.ShadowScore;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadStep;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.LeftOpen;
import org.undertone.ledger.sql.LedgerException;

/**
 * Everything that is told to the ledger while calls go on. Nobody who tells something waits for it; what is told of a call is
 * kept in that order, on the thread {@code undertone-journal}, and assessments in a stream of their own.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Calls that began before are not known again: their alerts are numbered anew. */
    private static final Duration LONGEST_CALL = Duration.ofHours(24);

    private final Ledger ledger;
    private final Dispatch dispatch;
    private final AssessmentWriter assessments;
    private final OrderedWrites writes = OrderedWrites.start();
    private final Map<CallId, List<AlertRecord>> earlier;
    /** Who joined for which alert. */
    private final Map<AlertId, String> joined = new ConcurrentHashMap<>();

    private final InstantSource clock;

    /**
     * Goes on in that ledger.
     *
     * @param ledger stays open when the journal is closed
     * @param earlier what {@link #takeOver} found
     * @param dispatch who brings what alerts send
     */
    public Journal(Ledger ledger, List<AlertRecord> earlier, Dispatch dispatch, InstantSource clock) {
        this.ledger = ledger;
        this.dispatch = dispatch;
        this.clock = clock;
        this.earlier = earlier.stream()
                .collect(Collectors.groupingBy(alert -> alert.id().call()));
        this.assessments = AssessmentWriter.start(ledger);
    }

    /**
     * Ends in that ledger what an earlier life left open; before anything else is done with it.
     *
     * @return the alerts of calls that may still go on
     */
    public static List<AlertRecord> takeOver(Ledger ledger, InstantSource clock) {
        LeftOpen leftOpen = ledger.endWhatWasOpen(clock.instant(), "Undertone ended without closing this");
        if (leftOpen.total() > 0) {
            LOG.warn(
                    "Undertone was killed last time, or could not reach its ledger at the end: {} had no end, and have"
                            + " the moment now at which they were seen last",
                    leftOpen.told());
        }
        return ledger.alerts().since(clock.instant().minus(LONGEST_CALL));
    }

    /** The call's alerts of an earlier life of the daemon, without their windows; none of calls that began since. */
    public List<AlertRecord> earlierAlerts(CallId call) {
        return earlier.getOrDefault(call, List.of());
    }

    /** Keeps it soon, together with others; never waits. {@link #counts} tells of those that found no room. */
    public void assessment(Assessment assessment) {
        assessments.offer(assessment);
    }

    /** What a model in the shadow heard; waits for the ledger. */
    public void shadow(List<ShadowScore> scores) {
        ledger.shadowScores().append(scores);
    }

    /** What became of the assessments. */
    public AssessmentWriter.Counts counts() {
        return assessments.counts();
    }

    /** How much of calls, alerts and actions found no room to wait for the ledger. */
    public long lost() {
        return writes.lost();
    }

    /** Keeps what happened to a call; never waits. {@link #lost} counts what found no room. */
    public void call(CallEvent event) {
        var unused = writes.keep(event.getClass().getSimpleName(), () -> keep(event));
    }

    private void keep(CallEvent event) {
        if (event instanceof CallEvent.CallSeen seen) {
            ledger.calls().record(seen.facts());
        } else if (event instanceof CallEvent.AlreadyGoing going) {
            ledger.calls().alreadyGoing(going.call(), going.startedAt());
        } else if (event instanceof CallEvent.TapOpened opened) {
            ledger.taps().begin(opened.leg().id(), opened.leg().role(), opened.at(), opened.setUp());
        } else if (event instanceof CallEvent.TapClosed closed) {
            ledger.taps().resume(closed.leg(), closed.at());
            ledger.taps().end(closed.leg(), closed.at(), closed.reason());
        } else if (event instanceof CallEvent.NotTapped not) {
            ledger.taps().notTapped(not.leg(), not.reason(), not.at());
        } else if (event instanceof CallEvent.Paused paused) {
            ledger.taps().pause(paused.leg(), paused.reason(), paused.at());
        } else if (event instanceof CallEvent.Resumed resumed) {
            ledger.taps().resume(resumed.leg(), resumed.at());
        } else if (event instanceof CallEvent.CallEnded ended) {
            ledger.calls().end(ended.call(), ended.at());
        }
    }

    /**
     * An alert with its tickets, marks and what is to be delivered, which then goes out.
     *
     * @return whether it was kept, as soon as that is known
     */
    public CompletableFuture<Boolean> alert(Alert alert, CallFacts facts) {
        return writes.keepAlert("alert " + alert.id(), () -> {
            ledger.alerts().record(alert, dispatch.outgoing(ledger.id(), alert, facts));
            dispatch.wake();
        });
    }

    /** Keeps that what an alert told of is over; never waits. */
    public void end(AlertEnd end) {
        keep("the end of alert " + end.alert(), () -> ledger.alerts().end(end));
    }

    /**
     * Keeps what an action of an alert came to; never waits.
     *
     * @param detail what was done, or why not, in words; no phone numbers
     */
    public void action(AlertId alert, Action action, ActionOutcome outcome, String detail, Instant at) {
        keep("what came of " + action.verb() + " of alert " + alert, () -> ledger.alerts()
                .recordAction(alert, action, outcome, detail, at));
    }

    /** Who listens because of an alert; told by the threads of supervisions, one at a time for each alert. */
    public void supervision(AlertId alert, SupervisionEvent event) {
        if (event instanceof SupervisionEvent.Joined in) {
            joined.put(alert, in.supervisor());
            begin(alert, in.supervisor(), in.mode(), in.at());
        } else if (event instanceof SupervisionEvent.ModeChanged other) {
            begin(alert, joined.get(alert), other.mode(), other.at());
        } else if (event instanceof SupervisionEvent.Left left) {
            joined.remove(alert);
            keep("who listened because of alert " + alert, () -> ledger.supervisions()
                    .end(alert, left.at(), left.reason()));
        }
    }

    private void begin(AlertId alert, String supervisor, SupervisionMode mode, Instant at) {
        keep("who listened because of alert " + alert, () -> ledger.supervisions()
                .begin(alert, supervisor, mode, at));
    }

    /** Keeps a step to hearing less, or more; never waits. */
    public void loadStep(LoadStep step) {
        keep("a step of the load", () -> ledger.loads().record(step));
    }

    private void keep(String what, Runnable write) {
        var unused = writes.keep(what, write);
    }

    /** Keeps what is still to be kept. */
    @Override
    public void close() {
        writes.close();
        assessments.close();
        try {
            ledger.leave(clock.instant());
        } catch (LedgerException e) {
            LOG.warn("{}; the next start ends in the ledger what goes on now", e.getMessage());
        }
    }
}
