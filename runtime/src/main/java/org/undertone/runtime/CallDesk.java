package org.undertone.runtime;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.event.CallEvent;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.journal.Journal;
import org.undertone.rules.Changes;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;

/**
 * Where calls and assessments meet: keeps the facts of each call, asks the rules, and keeps what comes of it. One thread,
 * {@code undertone-desk}, owns all of it; others put values into its {@link DeskInbox}.
 */
final class CallDesk implements DeskInbox.Desk {

    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);

    private final RuleEngine rules;
    private final Journal journal;
    private final ActionRunner actions;
    private final Consumer<LegId> forgetLeg;
    private final DaemonListener listener;
    private final InstantSource clock;
    private final Map<CallId, CallFacts> calls = new HashMap<>();

    CallDesk(
            RuleEngine rules,
            Journal journal,
            ActionRunner actions,
            Consumer<LegId> forgetLeg,
            DaemonListener listener,
            InstantSource clock) {
        this.rules = rules;
        this.journal = journal;
        this.actions = actions;
        this.forgetLeg = forgetLeg;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void replace(RuleSet changed) {
        rules.replace(changed).forEach(this::lower);
    }

    @Override
    public void on(CallEvent event) {
        listener.event(new DaemonEvent.OnCall(event, clock.instant()));
        if (event instanceof CallEvent.CallSeen seen) {
            onSeen(seen.facts());
        } else if (event instanceof CallEvent.CallEnded ended) {
            calls.remove(ended.call());
            rules.callEnded(ended.call()).forEach(this::lower);
        } else if (event instanceof CallEvent.TapClosed closed) {
            forgetLeg.accept(closed.leg());
        }
        journal.call(event);
    }

    private void onSeen(CallFacts facts) {
        if (calls.put(facts.call(), facts) == null) {
            // Of a call that an earlier life of the daemon knew: its alerts are numbered on, and cooldowns go on.
            journal.earlierAlerts(facts.call()).forEach(this::continueAfter);
        }
    }

    private void continueAfter(AlertRecord alert) {
        if (alert.ending().isEmpty()) {
            rules.goOn(alert.id(), alert.leg(), alert.firedAt()).ifPresent(this::lower);
        } else {
            rules.continueAfter(alert.id(), alert.firedAt());
        }
    }

    @Override
    public void on(Assessment assessment) {
        CallFacts facts = calls.get(assessment.window().leg().call());
        if (facts == null) {
            return; // its call has ended meanwhile
        }
        listener.event(new DaemonEvent.Assessed(assessment, clock.instant()));
        journal.assessment(assessment);
        Changes changes = rules.on(assessment, facts);
        changes.ended().forEach(this::lower);
        changes.fired().forEach(alert -> raise(alert, facts));
    }

    /** What an alert told of is over. */
    private void lower(AlertEnd end) {
        LOG.info(
                "call={} alert={} is over, it held until {}",
                end.alert().call(),
                end.alert().rule(),
                end.until());
        listener.event(new DaemonEvent.Lowered(end));
        journal.end(end);
    }

    private void raise(Alert alert, CallFacts facts) {
        LOG.info(
                "call={} alert={} since={} {}",
                facts.call(),
                alert.id().rule(),
                alert.since(),
                alert.latest().track());
        listener.event(new DaemonEvent.Raised(alert, clock.instant()));
        // What comes of the actions is kept after the alert, though they begin at once.
        actions.run(alert, facts, journal.alert(alert, facts));
    }
}
