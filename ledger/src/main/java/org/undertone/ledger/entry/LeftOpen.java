package org.undertone.ledger.entry;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much an earlier life of the program had left open.
 *
 * @param calls that had no end
 * @param taps that stood
 * @param pauses that lasted
 * @param supervisions that went on
 */
public record LeftOpen(int calls, int taps, int pauses, int supervisions) {

    /** In words, such as {@code 1 call and 2 taps}; nothing is said of what there is none of. */
    public String told() {
        String all = Stream.of(
                        count(calls, "call"),
                        count(taps, "tap"),
                        count(pauses, "pause"),
                        count(supervisions, "supervision"))
                .filter(some -> !some.isEmpty())
                .collect(Collectors.joining(", "));
        return all.replaceFirst(", ([^,]*)$", " and $1");
    }

    private static String count(int number, String what) {
        return number == 0 ? "" : number + " " + what + (number == 1 ? "" : "s");
    }

    /** All together. */
    public int total() {
        return calls + taps + pauses + supervisions;
    }
}
