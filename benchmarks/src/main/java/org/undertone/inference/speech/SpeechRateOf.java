package org.undertone.inference.speech;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.undertone.core.SpeechRate;

/** How fast somebody speaks: syllables counted in a frame of 32 ms, and the rate that is told of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpeechRateOf {

    private final SyllableCounter counter = new SyllableCounter();
    private final SpeechHistory history = new SpeechHistory();
    private final float[] loudness = new float[LegSpeech.STEPS];
    private long frames;

    /** A minute has been heard. */
    @Setup
    public void aMinute() {
        for (int frame = 0; frame < SpeechHistory.FRAMES; frame++) {
            syllablesOfAFrame();
        }
    }

    /** One frame, of a voice with four syllables a second. */
    @Benchmark
    public long syllablesOfAFrame() {
        for (int step = 0; step < loudness.length; step++) {
            loudness[step] = (float) (1 + Math.sin(2 * Math.PI * 4 * 0.008 * (frames * loudness.length + step)));
        }
        history.add(frames * LegSpeech.FRAME, 1, true);
        counter.hear(true, loudness).forEach(history::syllable);
        return frames++;
    }

    /** What a window is told, once a hop. */
    @Benchmark
    public Optional<SpeechRate> rate() {
        return SpeechRateMeter.rate(history);
    }
}
