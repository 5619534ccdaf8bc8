package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/** Windows for tests. */
public final class Sounds {

    public static final LegId LEG = leg("customer");

    private static final Duration HOP = Duration.ofMillis(500);
    private static final int BLOCKS = 30;
    private static final int HOP_BLOCKS = 5;

    private Sounds() {}

    public static LegId leg(String channel) {
        return new LegId(new CallId("call-1"), channel);
    }

    /** The n-th window of a leg, every sample of that value in 16-bit units. */
    public static AudioWindow window(LegId leg, int number, int amplitude) {
        return window(leg, number, Collections.nCopies(BLOCKS, block(amplitude)), 0);
    }

    public static AudioWindow window(LegId leg, int number, List<AudioBlock> blocks, double missingShare) {
        Duration from = HOP.multipliedBy(number);
        Duration to = from.plus(AudioBlock.LENGTH.multipliedBy(blocks.size()));
        return new AudioWindow(new WindowRef(leg, from, to, Instant.EPOCH.plus(to)), blocks, missingShare);
    }

    public static AudioWindow silence() {
        return window(LEG, 0, 0);
    }

    public static AudioBlock block(int amplitude) {
        short[] samples = new short[AudioBlock.SAMPLES];
        Arrays.fill(samples, (short) amplitude);
        return AudioBlock.of(samples);
    }

    /** That sound at 16 kHz as windows of 3 s, every 0.5 s; what is left at the end is not in it. */
    public static List<AudioWindow> windows(short[] sound) {
        List<AudioBlock> blocks = IntStream.range(0, sound.length / AudioBlock.SAMPLES)
                .mapToObj(block -> AudioBlock.of(
                        Arrays.copyOfRange(sound, block * AudioBlock.SAMPLES, (block + 1) * AudioBlock.SAMPLES)))
                .toList();
        return IntStream.rangeClosed(0, (blocks.size() - BLOCKS) / HOP_BLOCKS)
                .mapToObj(number ->
                        window(LEG, number, blocks.subList(number * HOP_BLOCKS, number * HOP_BLOCKS + BLOCKS), 0))
                .toList();
    }
}
