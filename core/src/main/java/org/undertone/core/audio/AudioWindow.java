package org.undertone.core.audio;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.undertone.core.WindowRef;

/**
 * A window: consecutive blocks of one leg's sound, 3 s unless the settings say otherwise, at 16 kHz, mono.
 *
 * @param ref which window
 * @param blocks its sound, shared with the windows that overlap it
 * @param missingShare the share of its samples that never arrived and stand as zeros, 0..1
 */
public record AudioWindow(WindowRef ref, List<AudioBlock> blocks, double missingShare) {

    public AudioWindow {
        Objects.requireNonNull(ref, "ref");
        blocks = List.copyOf(blocks);
        Duration sound = AudioBlock.LENGTH.multipliedBy(blocks.size());
        if (!sound.equals(ref.to().minus(ref.from()))) {
            throw new IllegalArgumentException(
                    "window: sound=" + sound + " != to-from=" + ref.to().minus(ref.from()));
        }
        if (!(missingShare >= 0 && missingShare <= 1)) {
            throw new IllegalArgumentException("window: missingShare=" + missingShare + " is outside 0..1");
        }
    }

    /** The number of samples. */
    public int samples() {
        return blocks.size() * AudioBlock.SAMPLES;
    }

    /** Appends all samples, scaled to -1..1, at the buffer's position: {@link #samples()} floats. */
    public void appendTo(FloatBuffer target) {
        blocks.forEach(block -> block.appendTo(target));
    }

    /** Root mean square of the whole window relative to full scale, in dBFS; -120 for exact zeros. */
    public double levelDbfs() {
        double sum = blocks.stream().mapToDouble(AudioBlock::sumOfSquares).sum();
        return AudioBlock.levelDbfs(sum, samples());
    }
}
