package org.undertone.wire.thing;

/** As many digits as a figure is worth. */
final class Rounded {

    private static final double SHARE = 10_000;
    private static final double RATE = 10;

    private Rounded() {}

    /** Of shares, and of logarithms of them: to the fourth digit. */
    static double share(double value) {
        return Math.round(value * SHARE) / SHARE;
    }

    /** Such as dBFS or syllables a minute, to the first digit. */
    static double rate(double value) {
        return Math.round(value * RATE) / RATE;
    }
}
