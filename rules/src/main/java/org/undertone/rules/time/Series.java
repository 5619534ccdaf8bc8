package org.undertone.rules.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one expression was on one leg over audio time, and the functions over it. Adding a value costs O(1) amortised for each
 * function, however long it looks back.
 *
 * <p>Memory is bounded: at most {@value #MOST_SAMPLES} values are kept, at 16 bytes each; a power of two of them is
 * allocated, no more than needed. Windows that come faster than the longest span over {@value #MOST_SAMPLES} are left out:
 * with ten minutes one each 250 ms is kept. Not thread-safe.
 */
public final class Series {

    /** The longest span of a function. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    static final int MOST_SAMPLES = 2_400;

    private static final int FIRST_CAPACITY = 16;

    private final List<Aggregate> aggregates = new ArrayList<>();
    private long[] at = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private long first;
    private long next;
    private long longest;

    /** The function over the last such time; the same one for the same question. */
    public Aggregate aggregate(TimeFunction function, Duration span) {
        long millis = span.toMillis();
        for (Aggregate known : aggregates) {
            if (known.function() == function && known.span() == millis) {
                return known;
            }
        }
        Aggregate made = Aggregate.of(function, this, millis);
        made.startAt(next);
        aggregates.add(made);
        longest = Math.max(longest, millis);
        return made;
    }

    /** Forgets the functions of which that says no: what only they look back to is not kept any longer. */
    public void keep(Asked asked) {
        aggregates.removeIf(known -> !asked.isAsked(known.function(), known.span()));
        longest = aggregates.stream().mapToLong(Aggregate::span).max().orElse(0);
    }

    /** Which functions are still asked for. */
    public interface Asked {

        /** Whether that function is, over the last such time, in milliseconds. */
        boolean isAsked(TimeFunction function, long span);
    }

    /** Adds what it is now; {@code now} in milliseconds of the leg's audio time, later than before. */
    public void add(long now, double value) {
        if (next > first && (now - at(next - 1)) * MOST_SAMPLES < longest) {
            return;
        }
        long oldest = next;
        for (Aggregate aggregate : aggregates) {
            aggregate.forgetBefore(now);
            oldest = Math.min(oldest, aggregate.tail());
        }
        first = oldest;
        if (next - first == at.length) {
            grow();
        }
        at[index(next)] = now;
        values[index(next)] = value;
        next++;
        aggregates.forEach(Aggregate::enterNewest);
    }

    long next() {
        return next;
    }

    long at(long sample) {
        return at[index(sample)];
    }

    double value(long sample) {
        return values[index(sample)];
    }

    private int index(long sample) {
        return (int) (sample & (at.length - 1));
    }

    private void grow() {
        long[] moreAt = new long[at.length * 2];
        double[] moreValues = new double[at.length * 2];
        for (long sample = first; sample < next; sample++) {
            int place = (int) (sample & (moreAt.length - 1));
            moreAt[place] = at(sample);
            moreValues[place] = value(sample);
        }
        at = moreAt;
        values = moreValues;
    }
}
