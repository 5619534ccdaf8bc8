package org.undertone.app.bench;

/** How often something took how many milliseconds, in a memory that does not grow. For one thread at a time. */
final class Millis {

    /** What takes longer counts as this. */
    static final int LONGEST = 10_000;

    private final int[] counts = new int[LONGEST + 1];
    private long all;

    void add(long millis) {
        counts[(int) Math.max(0, Math.min(LONGEST, millis))]++;
        all++;
    }

    void addAll(Millis others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        all += others.all;
    }

    long all() {
        return all;
    }

    /** The whole milliseconds below which that share of them lies (nearest rank); not a number where there are none. */
    double quantile(double share) {
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
