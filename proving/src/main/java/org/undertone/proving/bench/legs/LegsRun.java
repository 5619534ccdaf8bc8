package org.undertone.proving.bench.legs;

import java.time.Duration;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Tally.Counts;

/**
 * What many legs came to.
 *
 * @param plan what was asked for
 * @param cpu processor time of this process while it was measured
 * @param modelNanos of it in the emotion model
 * @param modelWindows that the model heard in that time
 * @param generatorNanos processor time of the process that sent
 * @param machineBusy the share of the machine that worked, whoever made it work, 0..1
 * @param counts assessments of the windows that were completed in that time
 * @param heapPerLeg bytes of the heap in use, after a collection
 * @param residentPerLeg bytes by which the whole process grew
 * @param packets that were received in that time
 * @param rtp of the whole run
 * @param windows of the whole run
 */
public record LegsRun(
        LegsPlan plan,
        CpuTimes cpu,
        long modelNanos,
        long modelWindows,
        long generatorNanos,
        double machineBusy,
        Counts counts,
        double heapPerLeg,
        double residentPerLeg,
        long packets,
        Rtp rtp,
        Windows windows) {

    /**
     * What became of the packets.
     *
     * @param sent by the generator
     * @param received by the streams
     * @param late that came after their place was closed
     * @param latest the most that one was sent too late
     */
    public record Rtp(long sent, long received, long late, Duration latest) {

        /** How many were sent and not received. */
        public long lost() {
            return Math.max(0, sent - received);
        }
    }

    /**
     * Whether every window is accounted for.
     *
     * @param cut by the streams
     * @param scored by the engine
     * @param noSpeech likewise
     * @param notScored likewise
     * @param dropped that waited when all ended
     */
    record Windows(long cut, long scored, long noSpeech, long notScored, long dropped) {

        long unaccounted() {
            return cut - scored - noSpeech - notScored - dropped;
        }
    }

    /** The share of the machine that this process used, 0..1. */
    double utilisation() {
        return cpu.process() / (double) cpu.at() / Machine.cores();
    }

    /** The share of the machine that neither this process nor the generator used. */
    double others() {
        return Math.max(0, machineBusy - utilisation() - generatorNanos / (double) cpu.at() / Machine.cores());
    }

    /** The share of this process's time that is not the emotion model. */
    double besideModel() {
        return 1 - modelNanos / (double) cpu.process();
    }

    /** Processor time of the emotion model for one window, in milliseconds. */
    double modelMillis() {
        return modelNanos / 1e6 / modelWindows;
    }

    /** The share of windows that the model heard. */
    double scoredShare() {
        return counts.scored() / (double) counts.all();
    }
}
