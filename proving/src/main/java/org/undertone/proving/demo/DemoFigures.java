package org.undertone.proving.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was measured beside the checks; absent what did not occur.
 *
 * @param tapSetUp from the first request of the tap to its first packet of sound
 * @param firstPacketAfterAnswer from the connection of the parties to that packet
 * @param toAssessment from a window's last packet to its assessment, one a scored window
 * @param toVariable from the last packet of the window that made the alert to the variable being read back
 * @param toCue from the same packet to the tone of the cue in the agent's ear
 * @param toJoin from the first ring of the supervisor's phone to the supervisor's being in the call
 * @param packets of the tap
 * @param lost of them
 */
record DemoFigures(
        Optional<Duration> tapSetUp,
        Optional<Duration> firstPacketAfterAnswer,
        List<Duration> toAssessment,
        List<Duration> toVariable,
        Optional<Duration> toCue,
        Optional<Duration> toJoin,
        long packets,
        long lost) {

    /** The value below which that share of the durations lies (nearest rank); absent where there are none. */
    static Optional<Duration> quantile(List<Duration> durations, double share) {
        List<Duration> sorted = durations.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.max(0, rank - 1)));
    }
}
