package org.undertone.ledger;

/**
 * How much an earlier life of the program had left open.
 *
 * @param calls that had no end
 * @param taps that stood
 * @param pauses that lasted
 * @param supervisions that went on
 */
public record LeftOpen(int calls, int taps, int pauses, int supervisions) {

    /** All together. */
    public int total() {
        return calls + taps + pauses + supervisions;
    }
}
