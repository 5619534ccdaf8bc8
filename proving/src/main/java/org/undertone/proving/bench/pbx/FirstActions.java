package org.undertone.proving.bench.pbx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.undertone.core.Action;
import org.undertone.core.AlertId;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.runtime.event.DaemonEvent;

/**
 * How long alerts that fire in a certain time take to their first action on the PBX: from when the rule fired until the PBX
 * has done it, the writing of the ledger between included. Thread-safe.
 */
final class FirstActions {

    private final InstantSource clock;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MAX;
    private final Set<AlertId> acted = new HashSet<>();
    private final List<Double> millis = new ArrayList<>();

    FirstActions(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void begin() {
        from = clock.instant();
    }

    synchronized void end() {
        to = clock.instant();
    }

    synchronized void add(DaemonEvent.Acted event) {
        Instant fired = event.alert().firedAt();
        boolean within = !fired.isBefore(from) && fired.isBefore(to);
        boolean onPbx = !(event.action() instanceof Action.Delivered);
        if (within && onPbx && event.done() && acted.add(event.alert().id())) {
            millis.add(Duration.between(fired, event.at()).toNanos() / 1e6);
        }
    }

    synchronized Spread millis() {
        return new Spread(millis);
    }
}
