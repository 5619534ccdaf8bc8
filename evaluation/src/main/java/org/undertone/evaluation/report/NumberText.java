package org.undertone.evaluation.report;

import java.util.Locale;
import java.util.Optional;
import org.undertone.evaluation.alarms.Rate;
import org.undertone.evaluation.figures.Interval;

/** Figures as tables, pages and cards have them. */
public final class NumberText {

    private NumberText() {}

    /** Such as {@code 0.699}. */
    public static String three(double figure) {
        return String.format(Locale.ROOT, "%.3f", figure);
    }

    /** Such as {@code 0.70}. */
    public static String two(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }

    /** Such as {@code 70 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    /** Such as {@code 0.699 (0.671-0.724)}. */
    public static String with(double figure, Optional<Interval> interval) {
        return three(figure)
                + interval.map(range -> " (" + three(range.from()) + "-" + three(range.to()) + ")")
                        .orElse("");
    }

    /** Times an hour, such as {@code 12.6 (6.5-22.0)}. */
    static String perHour(Rate rate) {
        return String.format(Locale.ROOT, "%.1f (%.1f-%.1f)", rate.perHour(), rate.from(), rate.to());
    }

    /** Such as {@code 52.4}. */
    static String one(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }
}
