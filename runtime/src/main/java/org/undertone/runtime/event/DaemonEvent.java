package org.undertone.runtime.event;

import java.time.Instant;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.Assessment;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadStep;
import org.undertone.core.event.SupervisionEvent;

/** What the daemon did, told to whoever watches it. */
public sealed interface DaemonEvent {

    /** When it was done. */
    Instant at();

    /**
     * Something happened to a call or a tap.
     *
     * @param event what
     * @param at when
     */
    record OnCall(CallEvent event, Instant at) implements DaemonEvent {}

    /**
     * A window was assessed.
     *
     * @param assessment what the engine says
     * @param at when it said so
     */
    record Assessed(Assessment assessment, Instant at) implements DaemonEvent {}

    /**
     * A rule fired; the alert is in the ledger, unless the log says why not.
     *
     * @param alert which
     * @param at when
     */
    record Raised(Alert alert, Instant at) implements DaemonEvent {}

    /**
     * What an alert told of is over.
     *
     * @param end of which alert, and when
     */
    record Lowered(AlertEnd end) implements DaemonEvent {

        @Override
        public Instant at() {
            return end.endedAt();
        }
    }

    /**
     * An action of an alert came to its end.
     *
     * @param alert whose action
     * @param action which
     * @param done whether it took effect as a whole
     * @param detail what exactly was done, or why not
     * @param at when that was certain
     */
    record Acted(Alert alert, Action action, boolean done, String detail, Instant at) implements DaemonEvent {}

    /**
     * Something happened in the supervision that an alert asked for.
     *
     * @param alert whose action
     * @param event what
     * @param at when
     */
    record Supervised(Alert alert, SupervisionEvent event, Instant at) implements DaemonEvent {}

    /**
     * Less is heard from now on, or more.
     *
     * @param step from which level to which, and why
     * @param at when
     */
    record LoadStepped(LoadStep step, Instant at) implements DaemonEvent {}
}
