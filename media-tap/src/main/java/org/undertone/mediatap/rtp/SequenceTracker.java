package org.undertone.mediatap.rtp;

/**
 * Which sequence numbers came: counts the lost, knows the duplicates. After RFC 3550 appendix A.1, with a bitmap of the
 * last 64 as in RFC 3711 section 3.3.2. Media thread only.
 */
public final class SequenceTracker {

    /** How a packet stands to those before it. */
    public enum Order {
        /** Newer than all before. */
        NEWER,
        /** Older than the newest, and not seen before as far as is known. */
        OLDER,
        /** Seen before. */
        SEEN
    }

    private static final int MAX_DROPOUT = 3000; // RFC 3550 appendix A.1
    private static final int HISTORY = 64;

    private boolean started;
    private int newest;
    /** Bit i is set if {@code newest - i} came. */
    private long seen;
    /** How many numbers up to the newest belong to this stream, up to {@link #HISTORY}. */
    private int known;

    private long lost;

    /** Counts a packet by its sequence number, 0 to 65535; one far from those before begins anew. */
    public Order accept(int sequence) {
        int ahead = (short) (sequence - newest);
        if (!started || Math.abs(ahead) > MAX_DROPOUT) {
            start(sequence);
            return Order.NEWER;
        }
        if (ahead > 0) {
            seen = ahead < HISTORY ? seen << ahead | 1 : 1;
            newest = sequence;
            known = Math.min(HISTORY, known + ahead);
            lost += ahead - 1;
            return Order.NEWER;
        }
        int age = -ahead;
        if (age >= known) {
            return Order.OLDER;
        }
        long bit = 1L << age;
        if ((seen & bit) != 0) {
            return Order.SEEN;
        }
        seen |= bit;
        lost--;
        return Order.OLDER;
    }

    /** The next packet starts a new count; what was lost stays lost. */
    public void restart() {
        started = false;
    }

    /** Numbers that were skipped and did not come within the 64 after them. */
    public long lost() {
        return lost;
    }

    private void start(int sequence) {
        started = true;
        newest = sequence;
        seen = 1;
        known = 1;
    }
}
