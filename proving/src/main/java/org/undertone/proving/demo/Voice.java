package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How loud one party's voice is in what another heard while several spoke.
 *
 * <p>The measure is the gain {@code <heard, played> / <played, played>}, with the sounds shifted to where they are most
 * alike: about 1 if the voice is there as it was spoken, whatever else is heard, and about 0 if it is not, for other voices
 * are not alike. It is taken of each stretch of a second in which the party speaks; the median of them counts, as a
 * recording may be some milliseconds off where a phone goes from one clip to the next.
 *
 * @param gains one a stretch, in order of size
 */
record Voice(List<Double> gains) {

    private static final Duration STRETCH = Duration.ofSeconds(1);
    /** A machine that stood still for a moment leaves Asterisk's sound late by as much, up to half a second. */
    private static final Duration CLOCKS = Duration.ofMillis(600);

    private static final double THERE = 0.6;
    private static final double NOT_THERE = 0.3;

    static Voice in(ChannelSound heard, ChannelSound played, SupervisedTime stage) {
        List<Double> gains = new ArrayList<>();
        for (Instant from = stage.from(); !from.plus(STRETCH).isAfter(stage.to()); from = from.plus(STRETCH)) {
            if (played.speaks(from, STRETCH)) {
                gains.add(heard.gain(played, from, STRETCH, CLOCKS));
            }
        }
        return new Voice(gains.stream().sorted().toList());
    }

    boolean is(boolean there) {
        return !gains.isEmpty() && (there ? median() >= THERE : median() <= NOT_THERE);
    }

    private double median() {
        return gains.get(gains.size() / 2);
    }

    @Override
    public String toString() {
        return gains.isEmpty()
                ? "unknown (silence)"
                : String.format(
                        Locale.ROOT, "%.2f (%.2f to %.2f)", median(), gains.get(0), gains.get(gains.size() - 1));
    }
}
