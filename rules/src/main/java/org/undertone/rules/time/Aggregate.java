package org.undertone.rules.time;

/** One function over the newest values of a series. */
public abstract class Aggregate {

    private final TimeFunction function;
    private final Series series;
    private final long span;
    private long tail;

    Aggregate(TimeFunction function, Series series, long span) {
        this.function = function;
        this.series = series;
        this.span = span;
    }

    static Aggregate of(TimeFunction function, Series series, long span) {
        return switch (function) {
            case AVG -> new Mean(series, span);
            case MAX, MIN -> new Extreme(function, series, span);
            case RISING -> new Slope(series, span);
            case COUNT -> new Stretches(series, span);
            case CHANGED -> throw new IllegalArgumentException("changed is asked of texts, not of numbers");
        };
    }

    /** What it comes to, over the values later than that time less the span. */
    public final double value(long now) {
        forgetBefore(now);
        return tail == series.next() ? 0 : current();
    }

    final TimeFunction function() {
        return function;
    }

    final long span() {
        return span;
    }

    final long tail() {
        return tail;
    }

    final Series series() {
        return series;
    }

    final void startAt(long sample) {
        tail = sample;
    }

    /** Leaves out what is as old as the span or older. */
    final void forgetBefore(long now) {
        while (tail < series.next() && series.at(tail) <= now - span) {
            leave(tail);
            tail++;
        }
    }

    final void enterNewest() {
        enter(series.next() - 1);
    }

    /** That value is the newest now. */
    abstract void enter(long sample);

    /** That value, the oldest, goes. */
    abstract void leave(long sample);

    /** Asked only while there is a value. */
    abstract double current();
}
