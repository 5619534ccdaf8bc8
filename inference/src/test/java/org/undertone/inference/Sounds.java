package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.undertone.core.AudioBlock;
import org.undertone.core.AudioWindow;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;

/** Windows for tests. */
final class Sounds {

    static final LegId LEG = leg("customer");

    private static final Duration HOP = Duration.ofMillis(500);
    private static final int BLOCKS = 30;

    private Sounds() {}

    static LegId leg(String channel) {
        return new LegId(new CallId("call-1"), channel);
    }

    /** The n-th window of a leg, every sample of that value in 16-bit units. */
    static AudioWindow window(LegId leg, int number, int amplitude) {
        return window(leg, number, Collections.nCopies(BLOCKS, block(amplitude)), 0);
    }

    static AudioWindow window(LegId leg, int number, List<AudioBlock> blocks, double missingShare) {
        Duration from = HOP.multipliedBy(number);
        Duration to = from.plus(AudioBlock.LENGTH.multipliedBy(blocks.size()));
        return new AudioWindow(new WindowRef(leg, from, to, Instant.EPOCH.plus(to)), blocks, missingShare);
    }

    static AudioWindow silence() {
        return window(LEG, 0, 0);
    }

    static AudioBlock block(int amplitude) {
        short[] samples = new short[AudioBlock.SAMPLES];
        Arrays.fill(samples, (short) amplitude);
        return AudioBlock.of(samples);
    }
}
