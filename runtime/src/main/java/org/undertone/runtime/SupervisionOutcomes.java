package org.undertone.runtime;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.journal.Journal;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;

/** What comes of supervisions: kept, told, and what their action came to. Told by their threads, one at a time for each alert. */
final class SupervisionOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisionOutcomes.class);

    /** Takes what an action came to. */
    interface Finished {
        void finished(Alert alert, Action action, ActionOutcome outcome, String detail);
    }

    private final Journal journal;
    private final DaemonListener listener;
    private final Finished finished;
    private final InstantSource clock;

    SupervisionOutcomes(Journal journal, DaemonListener listener, Finished finished, InstantSource clock) {
        this.journal = journal;
        this.listener = listener;
        this.finished = finished;
        this.clock = clock;
    }

    void on(Alert alert, Action.Supervise action, SupervisionEvent event) {
        LOG.info(
                "call={} alert={} supervision: {}",
                alert.id().call(),
                alert.id().rule(),
                told(event));
        journal.supervision(alert.id(), event);
        if (event instanceof SupervisionEvent.Joined in) {
            String detail = in.supervisor() + " joined (" + in.mode().label() + ")";
            finished.finished(alert, action, ActionOutcome.DONE, detail);
        } else if (event instanceof SupervisionEvent.GaveUp none) {
            finished.finished(alert, action, ActionOutcome.FAILED, none.reason());
        }
        listener.event(new DaemonEvent.Supervised(alert, event, clock.instant()));
    }

    /** What it was, and no more: a supervisor's endpoint may be a phone number. */
    private static String told(SupervisionEvent event) {
        String name = event.getClass().getSimpleName();
        if (event instanceof SupervisionEvent.Joined in) {
            return name + " (" + in.mode().label() + ")";
        }
        return event instanceof SupervisionEvent.ModeChanged other
                ? name + " (" + other.mode().label() + ")"
                : name;
    }
}
