package org.undertone.proving.bench.overload;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.NotScoredReason;
import org.undertone.proving.bench.measure.Millis;

/** What was assessed in one part of an overload, or of the time after it. For one thread at a time. */
final class OverloadPart {

    private final Duration from;
    private final boolean overload;
    private final Millis scored = new Millis();
    private final Map<NotScoredReason, Long> notScored = new EnumMap<>(NotScoredReason.class);
    private long noSpeech;

    /**
     * Nothing yet.
     *
     * @param from since the load began
     * @param overload whether it is there in this part
     */
    OverloadPart(Duration from, boolean overload) {
        this.from = from;
        this.overload = overload;
    }

    void add(Assessment assessment, Duration took) {
        if (assessment instanceof Scored) {
            scored.add(took.toMillis());
        } else if (assessment instanceof NoSpeech) {
            noSpeech++;
        } else if (assessment instanceof NotScored not) {
            notScored.merge(not.reason(), 1L, Long::sum);
        }
    }

    void add(OverloadPart other) {
        scored.addAll(other.scored);
        noSpeech += other.noSpeech;
        other.notScored.forEach((reason, count) -> notScored.merge(reason, count, Long::sum));
    }

    Duration from() {
        return from;
    }

    boolean overload() {
        return overload;
    }

    /** From the last packet of each scored window to its assessment. */
    Millis scored() {
        return scored;
    }

    /** Windows that were not judged. */
    long lost() {
        return notScored.values().stream().mapToLong(Long::longValue).sum();
    }

    long all() {
        return scored.all() + noSpeech + lost();
    }
}
