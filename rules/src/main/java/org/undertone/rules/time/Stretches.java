package org.undertone.rules.time;

/** In how many separate stretches it was true: values other than 0, with a 0 between any two stretches. */
final class Stretches extends Aggregate {

    private long stretches;

    Stretches(Series series, long span) {
        super(TimeFunction.COUNT, series, span);
    }

    @Override
    void enter(long sample) {
        if (isTrue(sample) && (sample == tail() || !isTrue(sample - 1))) {
            stretches++;
        }
    }

    @Override
    void leave(long sample) {
        boolean goesOn = sample + 1 < series().next() && isTrue(sample + 1);
        if (isTrue(sample) && !goesOn) {
            stretches--;
        }
    }

    private boolean isTrue(long sample) {
        return series().value(sample) != 0;
    }

    @Override
    double current() {
        return stretches;
    }
}
