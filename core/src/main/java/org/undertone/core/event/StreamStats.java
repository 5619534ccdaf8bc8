package org.undertone.core.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one leg's stream has been like so far. Each figure is exact; two of them may be a packet apart.
 *
 * @param packets RTP packets of the stream, late and duplicate ones too; by websocket, frames with sound
 * @param bytes their length, headers too, without IP and UDP or TCP
 * @param lost sequence numbers that never arrived (RFC 3550 appendix A.3, duplicates not deducted); by websocket none
 * @param gaps stretches of audio time that no packet brought: they stand as zeros
 * @param missing how long these are, all together
 * @param reordered packets that came after their successor
 * @param late packets whose place was closed when they came: dropped
 * @param duplicates packets that brought nothing new: dropped
 * @param restarts times the stream was anchored anew: another SSRC, or a timestamp more than 10 s away
 * @param foreign packets of another source or SSRC: dropped
 * @param malformed datagrams of whatever source that are not RTP with 16-bit sound: dropped; by websocket, what does not
 *     belong into the stream
 * @param jitter interarrival jitter, RFC 3550 section 6.4.1
 * @param stalls times that nothing came for more than 300 ms, and then went on
 * @param longestStall how long the longest of them was
 * @param levelDbfs root mean square of the last second that was heard, in dBFS; -120 for silence and before any sound
 * @param windows windows handed on
 * @param windowsFailed those of them whose consumer threw
 * @param firstPacketAt when the first packet of the stream arrived
 * @param lastPacketAt when the last one did: old when the sound stopped
 */
public record StreamStats(
        long packets,
        long bytes,
        long lost,
        long gaps,
        Duration missing,
        long reordered,
        long late,
        long duplicates,
        long restarts,
        long foreign,
        long malformed,
        Duration jitter,
        long stalls,
        Duration longestStall,
        double levelDbfs,
        long windows,
        long windowsFailed,
        Optional<Instant> firstPacketAt,
        Optional<Instant> lastPacketAt) {}
