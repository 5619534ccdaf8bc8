package org.undertone.evaluation;

/**
 * The parts of a telephone line, as {@code inference/training/audio.py} has them, so that both measure the same: SciPy's
 * butter, and mu-law of ITU-T G.711.
 */
final class Telephone {

    /** butter(4, [300, 3400], "bandpass", fs=8000, output="sos") of SciPy: b0 b1 b2 a1 a2 of each section. */
    private static final double[][] BAND = {
        {0.38783095426643777, 0.7756619085328755, 0.38783095426643777, 1.2274704860994592, 0.39450250896553396},
        {1.0, -2.0, 1.0, -1.583868533292729, 0.6336862439335336},
        {1.0, 2.0, 1.0, 1.5250350254256015, 0.7146213626170144},
        {1.0, -2.0, 1.0, -1.7905664366124538, 0.8422361647626042},
    };

    private static final int BIAS = 0x84;
    private static final int LOUDEST = 32_635;

    private Telephone() {}

    /** What lies between 300 and 3400 Hz of sound at 8 kHz. */
    static double[] band(double[] sound) {
        double[] passed = sound.clone();
        for (double[] section : BAND) {
            double first = 0;
            double second = 0;
            for (int i = 0; i < passed.length; i++) {
                double in = passed[i];
                double out = section[0] * in + first;
                first = section[1] * in - section[3] * out + second;
                second = section[2] * in - section[4] * out;
                passed[i] = out;
            }
        }
        return passed;
    }

    /** Through mu-law and back. */
    static double[] coded(double[] sound) {
        double[] coded = new double[sound.length];
        for (int i = 0; i < sound.length; i++) {
            int sample = (int) Math.max(-32_768, Math.min(32_767, Math.rint(sound[i] * 32_767)));
            int magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
            int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
            int step = (magnitude >> (segment + 3)) & 0x0F;
            int decoded = (((step << 3) + BIAS) << segment) - BIAS;
            coded[i] = (sample < 0 ? -decoded : decoded) / 32_768.0;
        }
        return coded;
    }
}
