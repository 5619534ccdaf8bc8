package org.undertone.evaluation.tune;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.evaluation.alarms.Rate;

/**
 * How often a rule may fire at most.
 *
 * @param times so often
 * @param per in so many of the unit
 * @param unit of what
 */
public record Budget(BigDecimal times, BigDecimal per, Unit unit) {

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) per (?:(\\d{1,6}(?:\\.\\d{1,3})?) )?(call|hour)s?");

    /** What there is much or little of. */
    enum Unit {
        CALL,
        /** Of speech of those whom the rule listens to. */
        HOUR
    }

    /** Such as {@code 1 per 100 calls}, {@code 0.5 per hour}; empty for what is none. */
    public static Optional<Budget> read(String text) {
        Matcher parts = WRITTEN.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigDecimal times = new BigDecimal(parts.group(1));
        BigDecimal per = parts.group(2) == null ? BigDecimal.ONE : new BigDecimal(parts.group(2));
        return times.signum() > 0 && per.signum() > 0
                ? Optional.of(new Budget(times, per, parts.group(3).equals("call") ? Unit.CALL : Unit.HOUR))
                : Optional.empty();
    }

    /** How often a rule may fire in all of that. */
    int allowed(Basis basis) {
        // A little more than the double that 3 times 0.1 hours make, and no more.
        return (int) Math.floor(times.doubleValue() / per.doubleValue() * units(basis) + 1e-9);
    }

    /** How much must be known before it can be told whether once is too often. */
    public String needed() {
        BigDecimal units = per.divide(times, 1, java.math.RoundingMode.CEILING).stripTrailingZeros();
        return units.toPlainString() + (unit == Unit.CALL ? " calls" : " h of speech");
    }

    /** Firing so often, as a rate of what this counts by, a hundred calls or an hour. */
    public Rate rate(int fired, Basis basis) {
        return new Rate(fired, unit == Unit.CALL ? units(basis) / 100 : units(basis));
    }

    private double units(Basis basis) {
        return unit == Unit.CALL ? basis.calls() : basis.hours();
    }

    @Override
    public String toString() {
        String one = unit == Unit.CALL ? "call" : "hour";
        return times.toPlainString() + " per "
                + (per.compareTo(BigDecimal.ONE) == 0 ? one : per.toPlainString() + " " + one + "s");
    }
}
