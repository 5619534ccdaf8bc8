package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.undertone.core.Assessment;

/** One stretch of one leg's audio time during which one rule's condition held. */
final class Hold {

    /** How many assessments an alert keeps as its evidence: the newest. */
    static final int MAX_EVIDENCE = 64;

    private final Duration since;
    private final Deque<Assessment.Scored> evidence = new ArrayDeque<>();
    private Duration held = Duration.ZERO;
    private boolean fired;

    /** Begins with the first assessment for which the condition holds, at the end of its window. */
    Hold(Assessment.Scored first) {
        this.since = first.window().to();
        evidence.add(first);
    }

    /**
     * The condition holds once more.
     *
     * @param previousEnd the end of the leg's window before this one, of whatever kind
     */
    void extend(Assessment.Scored next, Duration previousEnd) {
        Duration step = next.window().to().minus(previousEnd);
        Duration heard = next.window().to().minus(next.window().from());
        // Across a hole in the sound, a window vouches for no more than its own length.
        held = held.plus(step.compareTo(heard) < 0 ? step : heard);
        evidence.addLast(next);
        if (evidence.size() > MAX_EVIDENCE) {
            evidence.removeFirst();
        }
    }

    Duration since() {
        return since;
    }

    /** The end of the newest window for which the condition held. */
    Duration lastTrueAt() {
        return evidence.getLast().window().to();
    }

    boolean heldFor(Duration time) {
        return held.compareTo(time) >= 0;
    }

    boolean fired() {
        return fired;
    }

    void fire() {
        fired = true;
    }

    List<Assessment.Scored> evidence() {
        return new ArrayList<>(evidence);
    }
}
