package org.undertone.aribridge.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Something that happens in a world. The numbers choose among what there is then; where there is nothing to choose, nothing
 * happens, so that any step can be left out of a world and the rest still makes one.
 *
 * @param what happens
 * @param who it happens to or by whom
 * @param where to, mostly
 * @param how chance decides
 */
public record Step(Kind what, int who, int where, int how) {

    /** What can happen. */
    public enum Kind {
        CALL(22),
        ANSWER(12),
        PICK_UP(3),
        HOLD(6),
        RESUME(2),
        BLIND_TRANSFER(6),
        ATTENDED_TRANSFER(8),
        TRANSFER_BY_KEYS(3),
        PARK(4),
        FETCH(4),
        REDIRECT(2),
        TO_CONFERENCE(2),
        LOG_IN(2),
        ORIGINATE(5),
        CHAIN(2),
        OPTIMISE(8),
        HANG_UP(10),
        LOSE_CONNECTION(1),
        CONNECT(2),
        RESTART(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final int ALL =
            Arrays.stream(Kind.values()).mapToInt(kind -> kind.weight).sum();

    /** One as chance makes it. */
    static Step of(Random chance) {
        int left = chance.nextInt(ALL);
        Kind chosen = Kind.CALL;
        for (Kind kind : Kind.values()) {
            if (left >= 0 && left < kind.weight) {
                chosen = kind;
            }
            left -= kind.weight;
        }
        return new Step(chosen, chance.nextInt(1000), chance.nextInt(1000), chance.nextInt(1000));
    }

    /** What is chance while it happens. */
    long chance(long seed) {
        long mixed = seed;
        for (int part : new int[] {what.name().hashCode(), who, where, how}) {
            mixed = (mixed + part + 1) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    @Override
    public String toString() {
        return "step(" + what.name().toUpperCase(Locale.ROOT) + ", " + who + ", " + where + ", " + how + ")";
    }
}
