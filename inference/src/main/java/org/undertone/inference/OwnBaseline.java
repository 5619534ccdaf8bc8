package org.undertone.inference;

import java.time.Duration;
import java.util.Optional;
import org.undertone.core.Emotion;
import org.undertone.core.OwnVoice;
import org.undertone.core.Probabilities;
import org.undertone.core.WindowRef;

/**
 * How one leg speaks by itself, against which it is measured from then on. Its first seconds of speech are taken for it; then
 * it follows slowly. Who is angry from the first word must not pass for a voice that merely sounds so: no emotion is taken to
 * be likelier than neutral by nature. For one caller at a time, who brings the windows in order.
 *
 * <p>Why the ratio to neutral, and what it brings on voices that nobody trained on: decision 0036.
 */
public final class OwnBaseline {

    /** So much speech tells how somebody speaks. */
    public static final Duration LEARNT = Duration.ofSeconds(10);

    /** From then on what was spoken that long ago counts a third of what is spoken now. */
    private static final Duration FOLLOWING = Duration.ofSeconds(60);

    /** Added to each probability: below it they are noise, of which a logarithm would make much. */
    private static final double FLOOR = 0.02;

    private static final double MOST = 0;

    private final double[] mean = new double[Emotion.all().size()];
    private double spoken;
    private boolean known;
    private Optional<Duration> heardTo = Optional.empty();

    /**
     * The next window was scored.
     *
     * @param heard this window alone
     * @param smoothed what the track says by now
     * @param speechRatio the share of the window that held speech, 0..1
     * @return how that sounds beside what was spoken before
     */
    public OwnVoice hear(WindowRef window, Probabilities heard, Probabilities smoothed, double speechRatio) {
        double fresh = fresh(window) * speechRatio;
        if (known) {
            OwnVoice own = beside(smoothed);
            lead(heard, -Math.expm1(-fresh / FOLLOWING.toSeconds()));
            return own;
        }
        spoken += fresh;
        lead(heard, spoken == 0 ? 0 : fresh / spoken);
        known = spoken >= LEARNT.toSeconds();
        return OwnVoice.unknown();
    }

    /** The next window held too little speech. */
    public void quiet(WindowRef window) {
        heardTo = Optional.of(window.to());
    }

    /** The seconds of a window that no window before it held. */
    private double fresh(WindowRef window) {
        Duration length = window.to().minus(window.from());
        Duration step = heardTo.map(window.to()::minus)
                .filter(since -> since.compareTo(Duration.ZERO) > 0 && since.compareTo(length) < 0)
                .orElse(length);
        heardTo = Optional.of(window.to());
        return step.toNanos() / 1e9;
    }

    private OwnVoice beside(Probabilities smoothed) {
        double[] values = new double[mean.length];
        for (Emotion emotion : Emotion.all()) {
            values[emotion.index()] = ratio(smoothed, emotion) - Math.min(MOST, mean[emotion.index()]);
        }
        return OwnVoice.of(values);
    }

    private void lead(Probabilities heard, double share) {
        for (Emotion emotion : Emotion.all()) {
            mean[emotion.index()] += share * (ratio(heard, emotion) - mean[emotion.index()]);
        }
    }

    private static double ratio(Probabilities of, Emotion emotion) {
        return Math.log((of.of(emotion) + FLOOR) / (of.of(Emotion.NEUTRAL) + FLOOR));
    }
}
