package org.undertone.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Settings;
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
import org.undertone.delivery.Courier;
import org.undertone.delivery.Deliveries;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.LedgerWriter;
import org.undertone.ledger.ShadowScores;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.DeliveryCount;
import org.undertone.ledger.entry.LeftOpen;
import org.undertone.ledger.sql.LedgerException;

/**
 * Everything that the daemon keeps: what it tells to the ledger, and what goes out from there. Nobody who tells something
 * waits for it; what is told of a call is kept in that order.
 */
final class Bookkeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bookkeeper.class);

    /** Calls that began before are not known again: their alerts are numbered anew. */
    private static final Duration LONGEST_CALL = Duration.ofHours(24);

    private final Ledger ledger;
    private final Deliveries deliveries;
    private final LedgerWriter assessments;
    private final ShadowScores shadows;
    private final Scribe scribe;
    private final Courier courier;
    private final Map<CallId, List<AlertRecord>> earlier;
    private final InstantSource clock;

    private Bookkeeper(
            Ledger ledger, List<AlertRecord> earlier, Deliveries deliveries, Courier courier, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.earlier = earlier.stream()
                .collect(Collectors.groupingBy(alert -> alert.id().call()));
        this.deliveries = deliveries;
        this.courier = courier;
        this.assessments = LedgerWriter.start(ledger);
        this.shadows = ledger.shadowScores();
        this.scribe = Scribe.start();
    }

    /** Opens the ledger that the settings name. */
    static Bookkeeper open(Settings settings, InstantSource clock) {
        Deliveries deliveries = Deliveries.open(settings.part(Deliveries.SETTINGS), clock);
        return open(Ledgers.open(settings.ledger()), deliveries, clock);
    }

    /** Takes the ledger over, ends in it what an earlier life left open, and begins to deliver what waits there. */
    static Bookkeeper open(Ledger ledger, Deliveries deliveries, InstantSource clock) {
        try {
            LeftOpen leftOpen = ledger.endWhatWasOpen(clock.instant(), "Undertone ended without closing this");
            if (leftOpen.total() > 0) {
                LOG.warn(
                        "Undertone was killed last time, or could not reach its ledger at the end: {} had no end, and have"
                                + " the moment now at which they were seen last",
                        leftOpen.told());
            }
            List<AlertRecord> earlier = ledger.alerts().since(clock.instant().minus(LONGEST_CALL));
            Courier courier = Courier.start(deliveries, ledger.outbox(), clock, new SplittableRandom());
            return new Bookkeeper(ledger, earlier, deliveries, courier, clock);
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }

    /** The call's alerts of an earlier life of the daemon, without their windows; none of calls that began since. */
    List<AlertRecord> earlierAlerts(CallId call) {
        return earlier.getOrDefault(call, List.of());
    }

    void assessment(Assessment assessment) {
        assessments.offer(assessment);
    }

    /** What a model in the shadow heard; waits for the ledger. */
    void shadow(List<ShadowScore> scores) {
        shadows.append(scores);
    }

    /** What became of the assessments. */
    LedgerWriter.Counts counts() {
        return assessments.counts();
    }

    /** How much of calls, alerts and actions found no room to wait for the ledger. */
    long lost() {
        return scribe.lost();
    }

    /** How many messages wait for each destination, and how many dead letters it has; waits for the ledger. */
    List<DeliveryCount> deliveries() {
        return ledger.outbox().counts();
    }

    void call(CallEvent event) {
        var unused = scribe.keep(event.getClass().getSimpleName(), () -> keep(event));
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
    CompletableFuture<Boolean> alert(Alert alert, CallFacts facts) {
        return scribe.keepAlert("alert " + alert.id(), () -> {
            ledger.alerts().record(alert, deliveries.outgoing(ledger.id(), alert, facts));
            courier.wake();
        });
    }

    void end(AlertEnd end) {
        keep("the end of alert " + end.alert(), () -> ledger.alerts().end(end));
    }

    void action(AlertId alert, Action action, ActionOutcome outcome, String detail, Instant at) {
        keep("what came of " + action.verb() + " of alert " + alert, () -> ledger.alerts()
                .recordAction(alert, action, outcome, detail, at));
    }

    void supervision(AlertId alert, String supervisor, SupervisionMode mode, Instant at) {
        keep("who listened because of alert " + alert, () -> ledger.supervisions()
                .begin(alert, supervisor, mode, at));
    }

    void endSupervision(AlertId alert, Instant at, String reason) {
        keep("who listened because of alert " + alert, () -> ledger.supervisions()
                .end(alert, at, reason));
    }

    void loadStep(LoadStep step) {
        keep("a step of the load", () -> ledger.loads().record(step));
    }

    private void keep(String what, Runnable write) {
        var unused = scribe.keep(what, write);
    }

    /** Keeps what is still to be kept; what waits to be delivered goes out when Undertone runs again. */
    @Override
    public void close() {
        courier.close();
        scribe.close();
        assessments.close();
        try {
            ledger.leave(clock.instant());
        } catch (LedgerException e) {
            LOG.warn("{}; the next start ends in the ledger what goes on now", e.getMessage());
        }
        ledger.close();
    }
}
