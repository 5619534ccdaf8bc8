package org.undertone.inference.files;

/** Between 8 and 16 kHz, as SciPy's resample_poly does it. */
public final class Resampling {

    private static final int HALF = 20;
    private static final double[] LOW_PASS = lowPass();

    private Resampling() {}

    /** From 16 to 8 kHz. */
    public static double[] downsampled(double[] sound) {
        double[] half = new double[(sound.length + 1) / 2];
        for (int i = 0; i < half.length; i++) {
            double sum = 0;
            for (int tap = -HALF; tap <= HALF; tap++) {
                int at = 2 * i + tap;
                sum += at < 0 || at >= sound.length ? 0 : LOW_PASS[HALF - tap] * sound[at];
            }
            half[i] = sum;
        }
        return half;
    }

    /**
     * From 8 to 16 kHz.
     *
     * @param length the number of samples to give: twice as many, or one less
     */
    public static double[] upsampled(double[] sound, int length) {
        double[] twice = new double[length];
        for (int i = 0; i < length; i++) {
            double sum = 0;
            // Between each two samples stands a zero; those taps are left out.
            for (int tap = -HALF + (i & 1); tap <= HALF; tap += 2) {
                int at = (i + tap) / 2;
                sum += i + tap < 0 || at >= sound.length ? 0 : LOW_PASS[HALF - tap] * sound[at];
            }
            twice[i] = 2 * sum;
        }
        return twice;
    }

    /** firwin(41, 0.5, window=("kaiser", 5.0)) of SciPy. */
    private static double[] lowPass() {
        double[] taps = new double[2 * HALF + 1];
        double sum = 0;
        for (int i = -HALF; i <= HALF; i++) {
            double sinc = i == 0 ? 0.5 : Math.sin(Math.PI * i / 2) / (Math.PI * i);
            double ratio = (double) i / HALF;
            taps[i + HALF] = sinc * bessel(5 * Math.sqrt(1 - ratio * ratio)) / bessel(5);
            sum += taps[i + HALF];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    /** The modified Bessel function I0, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < 30; k++) {
            term *= (x / 2 / k) * (x / 2 / k);
            sum += term;
        }
        return sum;
    }
}
