package org.undertone.proving.bench.taps;

import java.time.Duration;
import java.util.List;
import org.undertone.proving.bench.measure.CpuTimes;

/**
 * What one turn of {@link TapsBench} came to.
 *
 * @param way how the legs were heard
 * @param time how long it was measured
 * @param setUpMillis of each tap, from the first request to the first packet
 * @param lateMillis of each window: how much later its last packet came than the quickest of its leg
 * @param missingShares of each window
 * @param behindMillis of each leg: by how much its sound fell behind the clock while it was measured, because the PBX left
 *     some out
 * @param cpu processor time of this process in that time
 * @param pbxNanos processor time of the PBX in that time
 * @param busy the share of the machine that worked in that time, whoever made it work
 * @param packets with sound that came in the whole turn
 * @param stalls times that a leg's sound stood still for 300 ms
 */
record TapsTurn(
        Way way,
        Duration time,
        List<Double> setUpMillis,
        List<Double> lateMillis,
        List<Double> missingShares,
        List<Double> behindMillis,
        CpuTimes cpu,
        long pbxNanos,
        double busy,
        long packets,
        long stalls) {

    /** How legs are heard. */
    enum Way {
        NOT_HEARD("not heard"),
        RTP("RTP"),
        WEBSOCKET("websocket"),
        POOR_RTP("RTP, poor line"),
        POOR_WEBSOCKET("websocket, poor line");

        private final String label;

        Way(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        boolean poor() {
            return this == POOR_RTP || this == POOR_WEBSOCKET;
        }

        /** As the settings say it. */
        String transport() {
            return this == RTP || this == POOR_RTP ? "rtp" : "websocket";
        }
    }
}
