package org.undertone.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.undertone.core.audio.AudioWindow;

/** A window of 3 s, from its blocks into a model's input outside the heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WindowHandOver {

    private final AudioWindow window = Noise.window(0, 0, Noise.blocks(30));
    private final FloatBuffer input = ByteBuffer.allocateDirect(window.samples() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();

    /** The copy, and the scaling to -1..1. */
    @Benchmark
    public FloatBuffer intoTheInput() {
        input.clear();
        window.appendTo(input);
        return input;
    }
}
