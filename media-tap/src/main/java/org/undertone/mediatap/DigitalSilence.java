package org.undertone.mediatap;

import java.time.Duration;
import org.undertone.core.audio.AudioBlock;

/**
 * How long a stream has been digital silence: packets that came and held nothing but zeros, as Asterisk sends them where it
 * has no sound to send. Even a quiet room has noise. Written by the media thread, read by any.
 */
final class DigitalSilence {

    private int blocks;
    private volatile int told;

    /**
     * Takes the next block.
     *
     * @param missing how many of its samples never arrived; they stand as zeros, and say nothing of the line
     */
    void add(AudioBlock block, int missing) {
        if (isSound(block)) {
            blocks = 0;
        } else if (missing == 0) {
            blocks++;
        }
        told = blocks;
    }

    static boolean isSound(AudioBlock block) {
        return block.sumOfSquares() > 0;
    }

    /** The length of the silence that goes on; zero as soon as there is sound. */
    Duration length() {
        return AudioBlock.LENGTH.multipliedBy(told);
    }
}
