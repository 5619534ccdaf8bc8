package org.undertone.mediatap;

import java.time.Duration;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.event.LoadLevel;

/**
 * How a leg's sound is cut.
 *
 * @param length how long a window is: a multiple of 100 ms
 * @param hop how far its successor starts after it: a multiple of 100 ms, no longer than the window
 */
public record WindowSpec(Duration length, Duration hop) {

    /** 3 s, a new one every 0.5 s. */
    public static final WindowSpec DEFAULT = new WindowSpec(Duration.ofSeconds(3), Duration.ofMillis(500));

    public WindowSpec {
        requireBlocks("length", length);
        requireBlocks("hop", hop);
        if (hop.compareTo(length) > 0) {
            throw new IllegalArgumentException("window: hop=" + millis(hop) + " is longer than length=" + millis(length)
                    + "; sound between windows would go unheard");
        }
    }

    int lengthInBlocks() {
        return blocks(length);
    }

    /** The hop while there is that much load. */
    int hopInBlocks(LoadLevel level) {
        return blocks(level.hop(hop, length));
    }

    private static void requireBlocks(String name, Duration value) {
        boolean whole = AudioBlock.LENGTH
                .multipliedBy(value.dividedBy(AudioBlock.LENGTH))
                .equals(value);
        if (!whole || value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "window: " + name + "=" + millis(value) + " is not a multiple of 100 ms");
        }
    }

    private static int blocks(Duration value) {
        return Math.toIntExact(value.dividedBy(AudioBlock.LENGTH));
    }

    private static String millis(Duration value) {
        return value.toMillis() + " ms";
    }
}
