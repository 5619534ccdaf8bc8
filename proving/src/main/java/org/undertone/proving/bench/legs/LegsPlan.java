package org.undertone.proving.bench.legs;

import java.time.Duration;

/**
 * What is to be measured with many legs.
 *
 * @param legs how many, 1 or more
 * @param time how long it is measured
 * @param settle how long it goes before that, after every leg's first window
 * @param hop from one window to the next
 * @param scoring whether windows are scored, or only cut
 * @param seed of when legs begin and who speaks when
 * @param firstPort of those that are listened on
 */
record LegsPlan(int legs, Duration time, Duration settle, Duration hop, boolean scoring, long seed, int firstPort) {

    LegsPlan withLegs(int count) {
        return new LegsPlan(count, time, settle, hop, scoring, seed, firstPort);
    }

    LegsPlan forTime(Duration measured, Duration settles) {
        return new LegsPlan(legs, measured, settles, hop, scoring, seed, firstPort);
    }
}
