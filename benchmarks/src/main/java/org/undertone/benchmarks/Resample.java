package org.undertone.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.undertone.inference.files.Resampling;

/** One second of a recording between 8 and 16 kHz; live calls need none, since Asterisk sends 16 kHz. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Resample {

    private final double[] at16 = doubles(Noise.samples(16_000));
    private final double[] at8 = Resampling.downsampled(at16);

    private static double[] doubles(short[] samples) {
        double[] doubles = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            doubles[i] = samples[i];
        }
        return doubles;
    }

    /** To 16 kHz. */
    @Benchmark
    public double[] upASecond() {
        return Resampling.upsampled(at8, at16.length);
    }

    /** To 8 kHz. */
    @Benchmark
    public double[] downASecond() {
        return Resampling.downsampled(at16);
    }
}
