package org.undertone.proving.bench.legs;

import java.nio.file.Path;
import org.undertone.cli.Shipped;
import org.undertone.proving.bench.measure.BenchOutput;
import picocli.CommandLine.Option;

/** What hears many legs, who speaks on them, and where their sound comes: the options of the benches that play them. */
public final class LegsOptions {

    private static final int FIRST_FREE_PORT = 1_024;
    private static final int LAST_PORT = 65_535;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

    @Option(names = "--seed", paramLabel = "N", description = "Of who speaks when; 1 if not said.")
    private long seed = 1;

    @Option(
            names = "--first-port",
            paramLabel = "PORT",
            description = "The first of the UDP ports on the loopback address, one a leg; 20000 if not said.")
    private int firstPort = 20_000;

    /** Before a minute of measuring: whether there are ports for that many legs. */
    public void check(BenchOutput output, int legs) {
        int mostFirst = LAST_PORT - LegsBench.SPARE_PORTS - legs;
        if (firstPort < FIRST_FREE_PORT || firstPort > mostFirst) {
            throw output.wrong("--first-port " + firstPort + ": " + FIRST_FREE_PORT + " to " + mostFirst
                    + ", since each leg takes one");
        }
    }

    /** The folder of the model that hears them. */
    public Path model() {
        return model;
    }

    /** Of everything random. */
    public long seed() {
        return seed;
    }

    /** The first of the ports that sound is sent to. */
    public int firstPort() {
        return firstPort;
    }
}
