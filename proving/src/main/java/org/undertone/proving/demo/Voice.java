package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * How loud one party's voice is in what another heard while several spoke.
 *
 * <p>The measure is the gain {@code <heard, played> / <played, played>}: about 1 if the voice is there as it was spoken,
 * whatever else is heard, and about 0 if it is not, for other voices are not alike. Stretches of a second are taken, one every
 * half second while the party speaks, each shifted to where the two are most alike, as a recording may be some milliseconds
 * off where a phone goes from one clip to the next. Their products and energies are summed: a loud stretch tells more than a
 * quiet one, in which another's voice alone can look like much of this one.
 *
 * @param stretches one a stretch
 */
record Voice(List<ChannelSound.Projection> stretches) {

    private static final Duration STRETCH = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(500);
    /** A machine that stood still for a moment leaves Asterisk's sound late by as much, up to half a second. */
    private static final Duration CLOCKS = Duration.ofMillis(600);

    private static final double THERE = 0.6;
    private static final double NOT_THERE = 0.3;

    static Voice in(ChannelSound heard, ChannelSound played, SupervisedTime stage) {
        List<ChannelSound.Projection> stretches = new ArrayList<>();
        for (Instant from = stage.from(); !from.plus(STRETCH).isAfter(stage.to()); from = from.plus(STEP)) {
            if (played.speaks(from, STRETCH)) {
                stretches.add(heard.projection(played, from, STRETCH, CLOCKS));
            }
        }
        return new Voice(stretches);
    }

    boolean is(boolean there) {
        return !stretches.isEmpty() && (there ? gain() >= THERE : gain() <= NOT_THERE);
    }

    private double gain() {
        return stretches.stream()
                .reduce(ChannelSound.Projection::plus)
                .map(ChannelSound.Projection::gain)
                .orElseThrow();
    }

    @Override
    public String toString() {
        if (stretches.isEmpty()) {
            return "unknown (silence)";
        }
        DoubleSummaryStatistics each =
                stretches.stream().mapToDouble(ChannelSound.Projection::gain).summaryStatistics();
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", gain(), each.getMin(), each.getMax());
    }
}
