package org.undertone.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/** Sound for benchmarks: noise that swells four times a second, as syllables do. The parts take as long for any sound. */
public final class Noise {

    private static final int BLOCKS = 30;
    private static final int LOUD = 8_000;

    private Noise() {}

    /** That many samples at 16 kHz. */
    public static short[] samples(int count) {
        SplittableRandom random = new SplittableRandom(1);
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            double swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * i / AudioBlock.SAMPLE_RATE);
            samples[i] = (short) (LOUD * swell * (2 * random.nextDouble() - 1));
        }
        return samples;
    }

    /** Blocks of it. */
    public static List<AudioBlock> blocks(int count) {
        short[] samples = samples(count * AudioBlock.SAMPLES);
        List<AudioBlock> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            short[] block = new short[AudioBlock.SAMPLES];
            System.arraycopy(samples, i * AudioBlock.SAMPLES, block, 0, block.length);
            blocks.add(AudioBlock.of(block));
        }
        return blocks;
    }

    /**
     * A window of 3 s.
     *
     * @param leg whose
     * @param first its first block, in audio time
     * @param blocks which are heard again from the beginning when they end
     */
    public static AudioWindow window(int leg, long first, List<AudioBlock> blocks) {
        List<AudioBlock> sound = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            sound.add(blocks.get((int) ((first + i) % blocks.size())));
        }
        Duration from = AudioBlock.LENGTH.multipliedBy(first);
        Duration to = AudioBlock.LENGTH.multipliedBy(first + BLOCKS);
        LegId id = new LegId(new CallId("bench-" + leg), "bench-" + leg);
        return new AudioWindow(new WindowRef(id, from, to, Instant.EPOCH), sound, 0);
    }
}
