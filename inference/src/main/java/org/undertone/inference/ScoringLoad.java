package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;

/**
 * How busy an engine was since its start. Two of them tell what was between.
 *
 * @param at when it was read
 * @param workers how many there are
 * @param busy the time that they all worked, together
 * @param presenceBusy the time that the one thread worked that hears whether somebody speaks
 * @param judged windows that were scored, held no speech, or failed
 * @param missed windows that newer ones overtook, or that were too late
 * @param waited how long each window that was begun had waited for a worker, from its last packet on
 * @param late how long each window took that was judged, from its last packet to its assessment
 */
public record ScoringLoad(
        Instant at,
        int workers,
        Duration busy,
        Duration presenceBusy,
        long judged,
        long missed,
        Delays waited,
        Delays late) {

    /** What was measured from {@code before} to this; {@code before} must be the older one of the same engine. */
    public LoadMeasure since(ScoringLoad before) {
        double seconds = Math.max(1e-3, seconds(Duration.between(before.at, at)));
        double utilisation = share(busy.minus(before.busy), seconds * workers);
        double presence = share(presenceBusy.minus(before.presenceBusy), seconds);
        long done = Math.max(1, judged - before.judged);
        double wanted = (done + missed - before.missed) / (double) done;
        Delays lateNow = late.since(before.late);
        return new LoadMeasure(
                utilisation,
                Math.max(utilisation * wanted, presence),
                waited.since(before.waited).percentile(0.95),
                lateNow.percentile(0.5),
                lateNow.percentile(0.99));
    }

    private static double share(Duration busy, double ofSeconds) {
        // A wall clock may be set back.
        return Math.max(0, seconds(busy) / ofSeconds);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
