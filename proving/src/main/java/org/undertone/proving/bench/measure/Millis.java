package org.undertone.proving.bench.measure;

/** How often something took how many milliseconds, in a memory that does not grow. For one thread at a time. */
public final class Millis {

    /** What takes longer counts as this. */
    static final int LONGEST = 10_000;

    private final int[] counts = new int[LONGEST + 1];
    private long all;

    /** Counts one; what is less than 0 counts as 0, what is more than 10,000 as that. */
    public void add(long millis) {
        counts[(int) Math.max(0, Math.min(LONGEST, millis))]++;
        all++;
    }

    /** Counts all of those too. */
    public void addAll(Millis others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        all += others.all;
    }

    /** How many were counted. */
    public long all() {
        return all;
    }

    /** The whole milliseconds below which that share of them lies (nearest rank); not a number where there are none. */
    public double quantile(double share) {
        if (all == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(share * all));
        int millis = -1;
        for (long seen = 0; seen < rank; ) {
            millis++;
            seen += counts[millis];
        }
        return millis;
    }
}
