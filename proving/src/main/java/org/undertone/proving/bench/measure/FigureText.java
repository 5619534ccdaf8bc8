package org.undertone.proving.bench.measure;

import java.util.Locale;

/** Figures in words. */
public final class FigureText {

    static final String UNKNOWN = "-";

    private FigureText() {}

    /** With that many digits after the point; a dash for what is not known. */
    public static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        // What is told as 0 has no sign.
        double told = Math.abs(value) < Math.pow(10, -digits) / 2 ? 0 : value;
        return String.format(Locale.ROOT, "%." + digits + "f", told);
    }

    /** A share of 1 as a percentage. */
    public static String percent(double share) {
        return Double.isFinite(share) ? number(100 * share, 1) + " %" : UNKNOWN;
    }

    /** The part as a percentage of the whole; a dash where the whole is 0. */
    public static String percent(long part, long whole) {
        return percent(whole == 0 ? Double.NaN : part / (double) whole);
    }

    /** Such as {@code 24.9 (23.8 to 26.1)}. */
    public static String spread(Spread spread, int digits) {
        return spread.isEmpty()
                ? UNKNOWN
                : number(spread.median(), digits) + " (" + number(spread.smallest(), digits) + " to "
                        + number(spread.largest(), digits) + ")";
    }

    /** For JSON: four digits after the point; null for what is not known. */
    public static Double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null;
    }
}
