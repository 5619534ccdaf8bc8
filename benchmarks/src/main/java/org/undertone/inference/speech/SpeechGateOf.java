package org.undertone.inference.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.undertone.benchmarks.Noise;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/** Whether legs speak: half a second of new sound of each, heard together. The time is that of all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SpeechGateOf {

    private static final int HOP = 5;

    /** Legs in one run. */
    @Param({"1", "16"})
    private int legs;

    private final List<AudioBlock> sound = Noise.blocks(200);
    private final SileroVad vad = SileroVad.open();
    private final LegPresence presence = new LegPresence(vad, 0.5);
    private long hops;

    /** The detector ends. */
    @TearDown
    public void close() {
        vad.close();
    }

    /** The next hop of every leg. */
    @Benchmark
    public List<HeardSpeech> aHopOfEachLeg() {
        List<AudioWindow> windows = new ArrayList<>();
        for (int leg = 0; leg < legs; leg++) {
            windows.add(Noise.window(leg, hops * HOP, sound));
        }
        hops++;
        return presence.hear(windows);
    }
}
