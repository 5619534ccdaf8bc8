package org.undertone.proving.bench.pbx;

import java.time.Duration;
import java.util.Map;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.measure.Tally.Counts;

/**
 * What calls through a real PBX came to.
 *
 * @param calls how many there were at the same time
 * @param time how long it was measured
 * @param cpu processor time of this process in that time
 * @param machineBusy the share of the machine that worked, whoever made it work, 0..1
 * @param counts assessments of the windows that were completed in that time
 * @param millisToFirstAction from when a rule fired to the first thing done on the PBX, of each alert of that time
 * @param setUpMillis of each tap, from the first request to the first packet
 * @param notTapped legs that were not tapped, by reason: the agents', as always
 * @param packets of all taps
 * @param lost of them
 */
record PbxRun(
        int calls,
        Duration time,
        CpuTimes cpu,
        double machineBusy,
        Counts counts,
        Spread millisToFirstAction,
        Spread setUpMillis,
        Map<String, Long> notTapped,
        long packets,
        long lost) {

    /** The share of the machine that this process used, 0..1. */
    double utilisation() {
        return cpu.process() / (double) cpu.at() / Machine.cores();
    }
}
