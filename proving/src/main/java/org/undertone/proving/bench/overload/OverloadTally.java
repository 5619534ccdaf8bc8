package org.undertone.proving.bench.overload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.NotScoredReason;

/** Counts assessments by when the last packet of their window came. Its memory does not grow. Thread-safe. */
final class OverloadTally {

    /** After the end of the load, a window that is answered later than this is one that the overload still hurts. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final int AFTER_SECONDS = 10;

    private final InstantSource clock;
    private final OverloadPlan plan;
    private final List<OverloadPart> parts = new ArrayList<>();
    private Instant begun = Instant.MAX;
    private Instant fallen = Instant.MAX;
    private Duration hurtUntil = Duration.ZERO;

    OverloadTally(OverloadPlan plan, InstantSource clock) {
        this.clock = clock;
        this.plan = plan;
    }

    /** The load begins. */
    synchronized void begin(Instant at) {
        begun = at;
        for (Duration from = Duration.ZERO; from.compareTo(plan.overload()) < 0; from = from.plus(plan.slice())) {
            parts.add(new OverloadPart(from, true));
        }
    }

    /** It is over. */
    synchronized void fall(Instant at) {
        fallen = at;
        Duration from = Duration.between(begun, at);
        parts.removeIf(part -> part.from().compareTo(from) >= 0);
        parts.add(new OverloadPart(from, false));
        parts.add(new OverloadPart(from.plusSeconds(AFTER_SECONDS), false));
    }

    synchronized void add(Assessment assessment) {
        Instant now = clock.instant();
        Duration at = Duration.between(begun, assessment.window().lastPacketAt());
        Duration took = Duration.between(assessment.window().lastPacketAt(), now);
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).from().compareTo(at) <= 0) {
                parts.get(i).add(assessment, took);
                break;
            }
        }
        if (now.isAfter(fallen) && hurt(assessment, took)) {
            hurtUntil = Duration.between(fallen, now);
        }
    }

    private static boolean hurt(Assessment assessment, Duration took) {
        if (assessment instanceof NotScored not) {
            return not.reason() == NotScoredReason.OVERLOAD || not.reason() == NotScoredReason.TOO_LATE;
        }
        return assessment instanceof Scored && took.compareTo(LATE) > 0;
    }

    /** What came when; not before all is over. */
    synchronized List<OverloadPart> parts() {
        return List.copyOf(parts);
    }

    /** When the last window came out, since the end of the load, that was missed or took longer than 1 s. */
    synchronized Duration hurtUntil() {
        return hurtUntil;
    }
}
