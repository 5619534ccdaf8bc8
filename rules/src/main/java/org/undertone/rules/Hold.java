package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.WindowRef;
import org.undertone.rules.expr.Moment;

/** One stretch of one leg's audio time during which one rule's condition held, and the alert that came of it. */
final class Hold {

    /** How many assessments an alert keeps as its evidence: the newest. */
    static final int MAX_EVIDENCE = 64;

    private final LegId leg;
    private final Duration since;
    private final Deque<Assessment.Scored> evidence = new ArrayDeque<>();
    private final Set<NotScoredReason> whyNotScored = EnumSet.noneOf(NotScoredReason.class);
    private Duration lastTrueAt;
    private Duration held = Duration.ZERO;
    private Duration notScored = Duration.ZERO;
    private Optional<AlertId> alert = Optional.empty();
    private boolean wanes;
    private boolean unheard;

    private Hold(LegId leg, Duration since) {
        this.leg = leg;
        this.since = since;
        this.lastTrueAt = since;
    }

    /** Begins with the first window for which the condition holds, at its end. */
    static Hold begin(Moment first) {
        Hold hold = new Hold(first.window().leg(), first.window().to());
        hold.evidence.add(first.heard());
        return hold;
    }

    /** Goes on from an earlier life, whose audio time nobody knows. */
    static Hold resumed(AlertId alert, LegId leg) {
        Hold hold = new Hold(leg, Duration.ZERO);
        hold.alert = Optional.of(alert);
        hold.unheard = true;
        return hold;
    }

    /** The leg is heard for the first time in this life. */
    void hear(WindowRef window) {
        if (unheard) {
            unheard = false;
            lastTrueAt = window.to();
        }
    }

    /**
     * The condition holds once more.
     *
     * @param previousEnd the end of the leg's window before this one, of whatever kind
     */
    void extend(Moment next, Duration previousEnd) {
        wanes = false;
        lastTrueAt = next.window().to();
        if (alert.isPresent()) {
            return;
        }
        held = held.plus(step(next.window(), previousEnd));
        if (!next.heard().equals(evidence.peekLast())) {
            evidence.addLast(next.heard());
        }
        if (evidence.size() > MAX_EVIDENCE) {
            evidence.removeFirst();
        }
    }

    /** A window in which nobody knows whether the condition held. */
    void miss(Assessment.NotScored missed, Duration previousEnd) {
        if (alert.isEmpty()) {
            notScored = notScored.plus(step(missed.window(), previousEnd));
            whyNotScored.add(missed.reason());
        }
    }

    /** Across a hole in the sound, a window vouches for no more than its own length. */
    static Duration step(WindowRef window, Duration previousEnd) {
        Duration step = window.to().minus(previousEnd);
        Duration heard = window.to().minus(window.from());
        return step.compareTo(heard) < 0 ? step : heard;
    }

    LegId leg() {
        return leg;
    }

    Duration since() {
        return since;
    }

    /** The end of the newest window for which the condition held. */
    Duration lastTrueAt() {
        return lastTrueAt;
    }

    boolean heldFor(Duration time) {
        return held.compareTo(time) >= 0;
    }

    /** The alert that came of it and goes on. */
    Optional<AlertId> alert() {
        return alert;
    }

    /** From here on the evidence is the alert's. */
    void fire(AlertId id) {
        alert = Optional.of(id);
        evidence.clear();
    }

    /** The condition was false; the alert goes on for as long as its rule keeps it firing. */
    void wane() {
        wanes = true;
    }

    boolean wanes() {
        return wanes;
    }

    Duration notScored() {
        return notScored;
    }

    Set<NotScoredReason> whyNotScored() {
        return whyNotScored;
    }

    List<Assessment.Scored> evidence() {
        return new ArrayList<>(evidence);
    }
}
