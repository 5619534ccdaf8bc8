package org.undertone.proving.bench.measure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.NotScoredReason;

/** Counts the assessments of the windows whose last packet came in a certain time. Thread-safe. */
public final class Tally {

    private final InstantSource clock;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MAX;
    private long noSpeech;
    private final List<Double> millis = new ArrayList<>();
    private final Map<NotScoredReason, Long> notScored = new EnumMap<>(NotScoredReason.class);

    /** Counts nothing before {@link #begin}. */
    public Tally(InstantSource clock) {
        this.clock = clock;
        for (NotScoredReason reason : NotScoredReason.values()) {
            notScored.put(reason, 0L);
        }
    }

    /**
     * What was counted.
     *
     * @param millisToAssessment from the last packet of each scored window to its assessment
     * @param noSpeech windows without speech
     * @param notScored windows that were not judged, by reason; every reason is there
     */
    public record Counts(Spread millisToAssessment, long noSpeech, Map<NotScoredReason, Long> notScored) {

        /** Windows that the model heard. */
        public long scored() {
            return millisToAssessment.sorted().size();
        }

        /** Windows that were not judged, for whatever reason. */
        public long lost() {
            return notScored.values().stream().mapToLong(Long::longValue).sum();
        }

        /** All windows that were counted. */
        public long all() {
            return scored() + noSpeech + lost();
        }
    }

    /** Counts the windows whose last packet comes from now on. */
    public synchronized void begin() {
        from = clock.instant();
    }

    /** Counts no window whose last packet comes from now on; those before may still be told. */
    public synchronized void end() {
        to = clock.instant();
    }

    /** To be told as soon as an assessment is there: the time that it took ends now. */
    public synchronized void add(Assessment assessment) {
        Instant arrived = assessment.window().lastPacketAt();
        if (arrived.isBefore(from) || !arrived.isBefore(to)) {
            return;
        }
        if (assessment instanceof Scored) {
            millis.add(Duration.between(arrived, clock.instant()).toNanos() / 1e6);
        } else if (assessment instanceof NoSpeech) {
            noSpeech++;
        } else if (assessment instanceof NotScored not) {
            notScored.merge(not.reason(), 1L, Long::sum);
        }
    }

    /** What was counted so far; later ones do not change it. */
    public synchronized Counts counts() {
        return new Counts(new Spread(millis), noSpeech, Map.copyOf(notScored));
    }
}
