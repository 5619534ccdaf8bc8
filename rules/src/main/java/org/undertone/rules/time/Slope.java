package org.undertone.rules.time;

/**
 * By how much the values rise over the span: the slope of the least-squares line through them, times the span. 0 until
 * there are three values, the oldest of them at least half of the span ago.
 */
final class Slope extends Aggregate {

    private static final int ANEW = 256;
    private static final int LEAST = 3;

    private long base;
    private int sinceAnew;
    private double sumT;
    private double sumX;
    private double sumTt;
    private double sumTx;

    Slope(Series series, long span) {
        super(TimeFunction.RISING, series, span);
    }

    @Override
    void enter(long sample) {
        sinceAnew++;
        if (sinceAnew >= ANEW || series().next() - tail() == 1) {
            addUpAnew();
        } else {
            add(sample, 1);
        }
    }

    /** Times are counted from the oldest value, so that their squares stay small. */
    private void addUpAnew() {
        sinceAnew = 0;
        base = series().at(tail());
        sumT = 0;
        sumX = 0;
        sumTt = 0;
        sumTx = 0;
        for (long each = tail(); each < series().next(); each++) {
            add(each, 1);
        }
    }

    private void add(long sample, int sign) {
        double t = (series().at(sample) - base) / 1_000.0;
        double x = series().value(sample);
        sumT += sign * t;
        sumX += sign * x;
        sumTt += sign * t * t;
        sumTx += sign * t * x;
    }

    @Override
    void leave(long sample) {
        add(sample, -1);
    }

    @Override
    double current() {
        long count = series().next() - tail();
        long covered = series().at(series().next() - 1) - series().at(tail());
        if (count < LEAST || 2 * covered < span()) {
            return 0;
        }
        double spread = count * sumTt - sumT * sumT;
        return spread <= 0 ? 0 : (count * sumTx - sumT * sumX) / spread * span() / 1_000;
    }
}
