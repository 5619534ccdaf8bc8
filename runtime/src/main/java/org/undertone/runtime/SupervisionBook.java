package org.undertone.runtime;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;

/** Writes down who listened when. Told by the threads of the supervisions, one at a time for each alert. */
final class SupervisionBook {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisionBook.class);

    /** Takes what an action came to. */
    interface Finished {
        void finished(Alert alert, Action action, ActionOutcome outcome, String detail);
    }

    private final Bookkeeper books;
    private final DaemonListener listener;
    private final Finished finished;
    private final InstantSource clock;
    /** Who joined for which alert. */
    private final Map<AlertId, String> joined = new ConcurrentHashMap<>();

    SupervisionBook(Bookkeeper books, DaemonListener listener, Finished finished, InstantSource clock) {
        this.books = books;
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
        keep(alert, event);
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

    private void keep(Alert alert, SupervisionEvent event) {
        if (event instanceof SupervisionEvent.Joined in) {
            joined.put(alert.id(), in.supervisor());
            books.supervision(alert.id(), in.supervisor(), in.mode(), in.at());
        } else if (event instanceof SupervisionEvent.ModeChanged other) {
            books.supervision(alert.id(), joined.get(alert.id()), other.mode(), other.at());
        } else if (event instanceof SupervisionEvent.Left left) {
            joined.remove(alert.id());
            books.endSupervision(alert.id(), left.at(), left.reason());
        }
    }
}
