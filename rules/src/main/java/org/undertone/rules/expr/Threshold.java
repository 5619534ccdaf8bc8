package org.undertone.rules.expr;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A number in a condition that a score is compared with, such as the 0.9 of {@code p.angry >= 0.9}.
 *
 * @param score what is compared with it, such as {@code p.angry} or {@code avg(own.sad, "30s")}
 * @param value the number
 * @param scale of what kind the score is
 * @param stricterAbove whether the condition holds more seldom with a larger number; else with a smaller one
 * @param from where the number begins in the condition's text
 * @param to just after its end
 */
public record Threshold(String score, double value, Scale scale, boolean stricterAbove, int from, int to) {

    private static final int DIGITS = 2;

    /** Where a share of 0.95 and one of 0.99 are as far apart as 0.5 and 0.84. */
    private static final int DIGITS_NEAR_AN_END = 3;

    private static final BigDecimal END = new BigDecimal("0.1");
    private static final BigDecimal LEAST = new BigDecimal("0.001");

    /** Of what kind a score is. */
    public enum Scale {
        /** A probability, above 0 and below 1. */
        SHARE,
        /** The logarithm of a ratio, as {@code own.angry}. */
        NATS
    }

    /**
     * The number for a condition that is stricter by that much: a logarithm of a ratio moves by it, and so does the logarithm
     * of the odds of a probability. Rounded to the stricter side, and never beyond the number itself: stricter is not laxer.
     *
     * @param nats how much stricter; below 0 for laxer
     * @return to two digits after the point, or three for a probability within 0.1 of 0 or 1; the same number for 0
     */
    public BigDecimal stricter(double nats) {
        BigDecimal before = BigDecimal.valueOf(value);
        if (nats == 0) {
            return before;
        }
        double by = stricterAbove ? nats : -nats;
        BigDecimal moved = scale == Scale.NATS ? rounded(BigDecimal.valueOf(value + by), DIGITS) : share(by);
        return plain(by > 0 ? moved.max(before) : moved.min(before));
    }

    private BigDecimal share(double by) {
        double odds = value / (1 - value) * Math.exp(by);
        BigDecimal moved = BigDecimal.valueOf(odds / (1 + odds));
        boolean nearAnEnd = moved.compareTo(END) < 0 || moved.compareTo(BigDecimal.ONE.subtract(END)) > 0;
        return rounded(moved, nearAnEnd ? DIGITS_NEAR_AN_END : DIGITS)
                .max(LEAST)
                .min(BigDecimal.ONE.subtract(LEAST));
    }

    private BigDecimal rounded(BigDecimal number, int digits) {
        return number.setScale(digits, stricterAbove ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0, RoundingMode.UNNECESSARY) : plain;
    }
}
