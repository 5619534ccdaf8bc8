package org.undertone.proving.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Processor time of the whole machine, in the system's ticks.
 *
 * @param busy ticks in which a processor worked
 * @param all ticks of all processors
 */
public record MachineLoad(double busy, double all) {

    private static final int IDLE = 3;
    private static final int WAITS_FOR_DISK = 4;
    /** The guests' ticks after these are in the user's already. */
    private static final int STATES = 8;

    /** See proc(5); not a number where the system does not tell. */
    public static MachineLoad now() {
        try {
            String first = Files.readAllLines(Path.of("/proc/stat")).get(0);
            double[] ticks = Arrays.stream(first.split(" +"))
                    .skip(1)
                    .limit(STATES)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double all = DoubleStream.of(ticks).sum();
            return new MachineLoad(all - ticks[IDLE] - ticks[WAITS_FOR_DISK], all);
        } catch (IOException | RuntimeException e) {
            return new MachineLoad(Double.NaN, Double.NaN);
        }
    }

    /** The share of the machine that worked since then, 0..1. */
    public double busySince(MachineLoad earlier) {
        return (busy - earlier.busy) / (all - earlier.all);
    }
}
