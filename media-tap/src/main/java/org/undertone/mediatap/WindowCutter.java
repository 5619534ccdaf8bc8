package org.undertone.mediatap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.undertone.core.AudioBlock;
import org.undertone.core.AudioWindow;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;

/**
 * Keeps the last window's blocks in a ring and hands on a window each time a hop is complete and a whole window is there;
 * windows that overlap share their blocks. Media thread only.
 */
final class WindowCutter {

    private final LegId leg;
    private final int hop;
    private final Consumer<AudioWindow> windows;
    private final AudioBlock[] blocks;
    private final int[] missing;
    private long missingInRing;
    private long count;

    WindowCutter(LegId leg, WindowSpec spec, Consumer<AudioWindow> windows) {
        this.leg = leg;
        this.hop = spec.hopInBlocks();
        this.windows = windows;
        this.blocks = new AudioBlock[spec.lengthInBlocks()];
        this.missing = new int[blocks.length];
    }

    /**
     * Takes the next block.
     *
     * @param missingSamples how many of its samples never arrived
     * @param arrival when the packet that completed it arrived
     */
    void add(AudioBlock block, int missingSamples, Instant arrival) {
        int slot = (int) (count % blocks.length);
        missingInRing += missingSamples - missing[slot];
        blocks[slot] = block;
        missing[slot] = missingSamples;
        count++;
        if (count >= blocks.length && (count - blocks.length) % hop == 0) {
            windows.accept(window(arrival));
        }
    }

    private AudioWindow window(Instant arrival) {
        AudioBlock[] ordered = new AudioBlock[blocks.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = blocks[(int) ((count + i) % blocks.length)];
        }
        WindowRef ref = new WindowRef(leg, timeOf(count - blocks.length), timeOf(count), arrival);
        double share = (double) missingInRing / (blocks.length * AudioBlock.SAMPLES);
        return new AudioWindow(ref, List.of(ordered), share);
    }

    private static Duration timeOf(long block) {
        return AudioBlock.LENGTH.multipliedBy(block);
    }
}
