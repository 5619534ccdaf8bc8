package org.undertone.evaluation.alarms;

/**
 * A share of things that were looked at.
 *
 * @param count of how many it is so
 * @param of how many there are
 */
public record Share(int count, int of) {

    /** The 0.975 quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** 0..1; not a number of none. */
    public double value() {
        return (double) count / of;
    }

    /** The lower end of Wilson's 95 % interval (1927), which stays within 0..1; 0 of none. */
    public double from() {
        return of == 0 ? 0 : Math.max(0, middle() - reach());
    }

    /** The upper end of it; 1 of none. */
    public double to() {
        return of == 0 ? 1 : Math.min(1, middle() + reach());
    }

    private double middle() {
        return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double reach() {
        double spread = value() * (1 - value()) / of + Z * Z / (4.0 * of * of);
        return Z * Math.sqrt(spread) / (1 + Z * Z / of);
    }
}
