package org.undertone.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Role;
import org.undertone.core.WindowRef;
import org.undertone.rules.expr.Moment;

/** What the engine remembers of one leg since its tap opened. */
final class LegState {

    private final Duration zero;
    private final TimeMemory times = new TimeMemory();
    private WindowRef latest;
    private Optional<Assessment.Scored> scored = Optional.empty();
    private Duration silence = Duration.ZERO;
    private double speechRatio;
    private Instant speechAt;

    /** Begins with a window; {@code zero} is where the leg's audio time begins in the call's. */
    LegState(WindowRef first, Duration zero) {
        this.zero = zero;
        this.latest = first;
        this.speechAt = first.lastPacketAt();
    }

    WindowRef latest() {
        return latest;
    }

    /** Where that moment of the leg lies in the call's audio time. */
    Duration inCall(Duration audioTime) {
        return zero.plus(audioTime);
    }

    TimeMemory times() {
        return times;
    }

    /** Takes what is said of the next window. */
    void hear(Assessment assessment, Duration previousEnd) {
        WindowRef window = assessment.window();
        if (assessment instanceof Assessment.Scored heard) {
            scored = Optional.of(heard);
            silence = Duration.ZERO;
            speaks(heard.speechRatio(), window);
        } else if (assessment instanceof Assessment.NoSpeech none) {
            silence = silence.isZero() ? silentPart(none) : silence.plus(Hold.step(window, previousEnd));
            speaks(none.speechRatio(), window);
        }
        latest = window;
    }

    private void speaks(double ratio, WindowRef window) {
        speechRatio = ratio;
        speechAt = window.lastPacketAt();
    }

    /** Of the first window without speech: what little there is stands at its beginning, since it was heard before. */
    private static Duration silentPart(Assessment.NoSpeech none) {
        long millis = none.window().to().minus(none.window().from()).toMillis();
        return Duration.ofMillis(Math.round(millis * (1 - Math.min(1, Math.max(0, none.speechRatio())))));
    }

    /** What rules may be asked of now; nothing before this leg spoke, and nothing of a window that was not scored. */
    Optional<Moment> moment(Assessment assessment, Role role, CallFacts facts, Optional<LegState> other) {
        if (assessment instanceof Assessment.Scored heard) {
            return Optional.of(Moment.of(heard, role, facts, overlap(other)));
        }
        if (assessment instanceof Assessment.NoSpeech none) {
            return scored.map(last -> new Moment(
                    none.window(), last, none.speechRatio(), none.levelDbfs(), role, facts, silence, overlap(other)));
        }
        return Optional.empty();
    }

    /**
     * The share of the window in which both speak at least: what two shares have in common when they keep out of each
     * other's way as well as they can, less the time by which the two windows miss each other.
     */
    private double overlap(Optional<LegState> other) {
        return other.map(leg -> {
                    double length = latest.to().minus(latest.from()).toMillis();
                    double apart = Math.abs(Duration.between(leg.speechAt, latest.lastPacketAt())
                            .toMillis());
                    return Math.max(0, speechRatio + leg.speechRatio - 1 - apart / length);
                })
                .orElse(0.0);
    }
}
