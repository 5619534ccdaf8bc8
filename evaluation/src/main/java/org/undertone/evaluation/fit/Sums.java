package org.undertone.evaluation.fit;

/** Sums of products over rows of numbers: nearly all the time of a fit. */
final class Sums {

    private Sums() {}

    /** Four sums beside each other: one would wait for itself. */
    static double product(float[] one, float[] other) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < one.length; i += 4) {
            a += (double) one[i] * other[i];
            b += (double) one[i + 1] * other[i + 1];
            c += (double) one[i + 2] * other[i + 2];
            d += (double) one[i + 3] * other[i + 3];
        }
        for (; i < one.length; i++) {
            a += (double) one[i] * other[i];
        }
        return a + b + c + d;
    }

    /** The same of as many numbers from that place on. */
    static double product(float[] one, double[] other, int from) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < one.length; i += 4) {
            a += one[i] * other[from + i];
            b += one[i + 1] * other[from + i + 1];
            c += one[i + 2] * other[from + i + 2];
            d += one[i + 3] * other[from + i + 3];
        }
        for (; i < one.length; i++) {
            a += one[i] * other[from + i];
        }
        return a + b + c + d;
    }

    static void add(double times, float[] what, float[] to) {
        for (int i = 0; i < what.length; i++) {
            to[i] += (float) (times * what[i]);
        }
    }

    static void add(double times, float[] what, double[] to, int from) {
        for (int i = 0; i < what.length; i++) {
            to[from + i] += times * what[i];
        }
    }
}
