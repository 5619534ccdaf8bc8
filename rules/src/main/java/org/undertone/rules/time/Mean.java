package org.undertone.rules.time;

/** The mean. Its sum is added up anew now and then, so that rounding does not gather. */
final class Mean extends Aggregate {

    private static final int ANEW = 1_024;

    private double sum;
    private int sinceAnew;

    Mean(Series series, long span) {
        super(TimeFunction.AVG, series, span);
    }

    @Override
    void enter(long sample) {
        sum += series().value(sample);
        sinceAnew++;
        if (sinceAnew >= ANEW) {
            sinceAnew = 0;
            sum = 0;
            for (long each = tail(); each < series().next(); each++) {
                sum += series().value(each);
            }
        }
    }

    @Override
    void leave(long sample) {
        sum -= series().value(sample);
    }

    @Override
    double current() {
        return sum / (series().next() - tail());
    }
}
