package org.undertone.mediatap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;

/**
 * Keeps the last window's blocks in a ring and hands on a window each time a hop is complete and a whole window is there;
 * windows that overlap share their blocks. The first comes as soon as it is whole, the others on a grid of hops whose
 * phase is the leg's own: legs that begin at the same moment, as all do after a restart, do not fall due together. The hop
 * follows the published load; where it changes, the next window is the next of the new grid, at most a hop away, so that
 * no sound goes unheard and the legs stay spread. Media thread only.
 */
final class WindowCutter {

    private final LegId leg;
    private final WindowSpec spec;
    private final Supplier<LoadLevel> load;
    private final int phase;
    private final Consumer<AudioWindow> windows;
    private final AudioBlock[] blocks;
    private final int[] missing;
    /** Samples of zeros that arrived in blocks without any sound. */
    private final int[] silent;

    private long missingInRing;
    private long silentInRing;
    private volatile boolean distrustsSilence;
    private long count;
    private LoadLevel level = LoadLevel.FULL;
    private int hop;

    WindowCutter(LegId leg, WindowSpec spec, Supplier<LoadLevel> load, Consumer<AudioWindow> windows) {
        this.leg = leg;
        this.spec = spec;
        this.load = load;
        this.phase = phase(leg);
        this.hop = spec.hopInBlocks(level);
        this.windows = windows;
        this.blocks = new AudioBlock[spec.lengthInBlocks()];
        this.missing = new int[blocks.length];
        this.silent = new int[blocks.length];
    }

    /** Whether what is digital silence now, and in the last window, is missing for good. Any thread. */
    void distrustSilence(boolean distrusts) {
        distrustsSilence = distrusts;
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
        int silentSamples = DigitalSilence.isSound(block) ? 0 : AudioBlock.SAMPLES - missingSamples;
        silentInRing += silentSamples - silent[slot];
        silent[slot] = silentSamples;
        if (distrustsSilence && silentInRing > 0) {
            silenceIsMissing();
        }
        count++;
        followLoad();
        if (count == blocks.length || (count > blocks.length && (count - blocks.length - phase) % hop == 0)) {
            windows.accept(window(arrival));
        }
    }

    /** For good: what was not heard then is not silence later on. */
    private void silenceIsMissing() {
        for (int slot = 0; slot < silent.length; slot++) {
            missing[slot] += silent[slot];
            silent[slot] = 0;
        }
        missingInRing += silentInRing;
        silentInRing = 0;
    }

    private void followLoad() {
        LoadLevel now = load.get();
        if (now != level) {
            level = now;
            hop = spec.hopInBlocks(now);
        }
    }

    /** The ids of channels are numbers that follow each other, often in steps; multiplied like this they are spread. */
    private static int phase(LegId leg) {
        return (leg.channelId().hashCode() * 0x9E3779B9) >>> 16;
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
