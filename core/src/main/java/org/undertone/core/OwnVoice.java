package org.undertone.core;

import java.util.Arrays;

/**
 * How a voice sounds beside how it began: for each emotion the logarithm of p/p.neutral less its mean over the first seconds
 * of speech of that leg, where that mean is taken for 0 if it is above. 0 is as they began; 3.9 is fifty times as likely beside
 * neutral as then. A voice that merely sounds half angry to the model sounds so from its beginning, and stays near 0.
 */
public final class OwnVoice {

    private static final OwnVoice UNKNOWN =
            new OwnVoice(false, new double[Emotion.all().size()]);

    private final boolean known;
    private final double[] values;

    private OwnVoice(boolean known, double[] values) {
        this.known = known;
        this.values = values;
    }

    /** Too little speech was heard to know how they began. */
    public static OwnVoice unknown() {
        return UNKNOWN;
    }

    /**
     * Takes nine values in the index order of {@link Emotion}.
     *
     * @throws IllegalArgumentException if there are not nine, or one is not finite
     */
    public static OwnVoice of(double... values) {
        if (values.length != Emotion.all().size() || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("own voice: nine finite numbers are wanted: " + Arrays.toString(values));
        }
        return new OwnVoice(true, values.clone());
    }

    /** Whether it is known how they began. */
    public boolean known() {
        return known;
    }

    /** By how much that emotion is likelier beside neutral than when they began, as a natural logarithm; 0 while not known. */
    public double of(Emotion emotion) {
        return values[emotion.index()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnVoice that && known == that.known && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return known ? Arrays.toString(values) : "unknown";
    }
}
