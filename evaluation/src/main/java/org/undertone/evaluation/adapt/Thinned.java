package org.undertone.evaluation.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of many windows of one caller and label, evenly from the first to the last: more of one voice teach little, and cost. It
 * holds twice as many at most, however many come. For one thread.
 */
final class Thinned<T> {

    static final int MOST = 60;

    private final List<T> held = new ArrayList<>();

    /** Every so many-th is held. */
    private int step = 1;

    private int come;

    void add(T one) {
        if (come++ % step != 0) {
            return;
        }
        held.add(one);
        if (held.size() > 2 * MOST) {
            List<T> half = IntStream.range(0, held.size())
                    .filter(i -> i % 2 == 0)
                    .mapToObj(held::get)
                    .toList();
            held.clear();
            held.addAll(half);
            step *= 2;
        }
    }

    int held() {
        return held.size();
    }

    /** At most so many; all that came where they are no more. */
    List<T> some() {
        int count = Math.min(MOST, held.size());
        return IntStream.range(0, count)
                .mapToObj(i -> held.get((int) ((long) i * held.size() / count)))
                .toList();
    }
}
