package org.undertone.rules.time;

import java.util.ArrayDeque;
import java.util.Deque;

/** The largest or the smallest: candidates in order, each better than all that came after the one before it. */
final class Extreme extends Aggregate {

    private final Deque<Long> candidates = new ArrayDeque<>();

    Extreme(TimeFunction function, Series series, long span) {
        super(function, series, span);
    }

    @Override
    void enter(long sample) {
        double value = series().value(sample);
        while (!candidates.isEmpty() && !beats(series().value(candidates.getLast()), value)) {
            candidates.removeLast();
        }
        candidates.addLast(sample);
    }

    private boolean beats(double older, double newer) {
        return function() == TimeFunction.MAX ? older > newer : older < newer;
    }

    @Override
    void leave(long sample) {
        if (!candidates.isEmpty() && candidates.getFirst() == sample) {
            candidates.removeFirst();
        }
    }

    @Override
    double current() {
        return series().value(candidates.getFirst());
    }
}
