package org.undertone.rules.expr;

import java.time.Duration;
import java.util.Objects;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Role;
import org.undertone.core.WindowRef;

/**
 * What a condition is asked of: one window, and what is known beside it.
 *
 * @param window which window
 * @param heard what the window sounded like; where nobody spoke in it, the last window before it that held speech
 * @param speechRatio of the window, 0..1
 * @param levelDbfs of the window
 * @param role whose leg it is
 * @param facts what is known of the call
 * @param silence how long nobody has spoken on this leg, as far as it was heard
 * @param overlap the share of the window in which the other leg spoke too, at least; 0..1
 */
public record Moment(
        WindowRef window,
        Assessment.Scored heard,
        double speechRatio,
        double levelDbfs,
        Role role,
        CallFacts facts,
        Duration silence,
        double overlap) {

    public Moment {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(heard, "heard");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(silence, "silence");
    }

    /** A window that held speech. */
    public static Moment of(Assessment.Scored scored, Role role, CallFacts facts, double overlap) {
        return new Moment(
                scored.window(), scored, scored.speechRatio(), scored.levelDbfs(), role, facts, Duration.ZERO, overlap);
    }

    /** Since when the parties are connected, by the clock that timed the window's last packet. */
    Duration callDuration() {
        Duration since = Duration.between(facts.startedAt(), window.lastPacketAt());
        return since.isNegative() ? Duration.ZERO : since;
    }
}
