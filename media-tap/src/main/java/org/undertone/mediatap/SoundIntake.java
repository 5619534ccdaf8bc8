package org.undertone.mediatap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.StreamStats;

/**
 * What becomes of a leg's sound once it is here, whichever way it came: blocks are cut into windows, and everything is
 * counted. {@link #arrived}, {@link #packet} and {@link #block} belong to the media thread; everything else may be called
 * from any.
 */
final class SoundIntake {

    /** Three blocks' time: some packets may come at once. */
    private static final long STALL_NANOS = 300_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(SoundIntake.class);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SAMPLE = 1_000_000_000L / AudioBlock.SAMPLE_RATE;

    private final LegId leg;
    private final InstantSource clock;
    private final Consumer<AudioWindow> consumer;
    private final CompletableFuture<Instant> firstPacket = new CompletableFuture<>();
    private final StreamCounters counters = new StreamCounters();
    private final LevelMeter level = new LevelMeter();
    private final DigitalSilence silence = new DigitalSilence();
    private final WindowCutter cutter;

    private volatile Optional<Instant> firstPacketAt = Optional.empty();
    /** In nanoseconds since the epoch. Means something once there was a first packet. */
    private volatile long lastPacketNanos;

    private volatile long longestStall;
    private volatile boolean closed;

    SoundIntake(
            LegId leg, WindowSpec spec, Supplier<LoadLevel> load, Consumer<AudioWindow> consumer, InstantSource clock) {
        this.leg = leg;
        this.clock = clock;
        this.consumer = consumer;
        this.cutter = new WindowCutter(leg, spec, load, this::handOn);
    }

    StreamCounters counters() {
        return counters;
    }

    /** Whether what arrives is to be ignored. */
    boolean closed() {
        return closed;
    }

    /**
     * Something of the stream has arrived, now; when, in nanoseconds since the epoch, to the millisecond: an {@link Instant}
     * would be an object a packet.
     */
    long arrived() {
        long nanos = clock.millis() * NANOS_PER_MILLI;
        if (firstPacketAt.isEmpty()) {
            lastPacketNanos = nanos;
            firstPacketAt = Optional.of(lastPacketAt());
            firstPacket.complete(lastPacketAt());
        } else if (nanos - lastPacketNanos > STALL_NANOS) {
            counters.stalls.increment();
            longestStall = Math.max(longestStall, nanos - lastPacketNanos);
        }
        lastPacketNanos = nanos;
        return nanos;
    }

    /** Counts a packet of the stream. */
    void packet(int bytes) {
        counters.packets.increment();
        counters.bytes.add(bytes);
    }

    private Instant lastPacketAt() {
        return Instant.ofEpochSecond(0, lastPacketNanos);
    }

    /** Takes the next block, which the last packet completed. */
    void block(AudioBlock block, int missing) {
        level.add(block);
        silence.add(block, missing);
        cutter.add(block, missing, lastPacketAt());
    }

    private void handOn(AudioWindow window) {
        counters.windows.increment();
        try {
            consumer.accept(window);
        } catch (RuntimeException | Error e) {
            // Whatever it is: the next bytes of this stream, and all other legs, come by the same thread.
            if (counters.windowsFailed.sum() == 0) {
                LOG.error(
                        "leg {}: the consumer of its windows failed; it is told once, and counted from now on", leg, e);
            }
            counters.windowsFailed.increment();
        }
    }

    /** How long the stream has been nothing but zeros. */
    Duration digitalSilence() {
        return silence.length();
    }

    /** Whether digital silence counts as sound that is missing from now on. */
    void distrustSilence(boolean distrusted) {
        cutter.distrustSilence(distrusted);
    }

    CompletionStage<Instant> firstPacket() {
        return firstPacket.minimalCompletionStage();
    }

    /** Ignores what arrives from now on; whoever waits for a first packet is told why none will come. */
    void close(MediaException whyNoPacket) {
        closed = true;
        firstPacket.completeExceptionally(whyNoPacket);
    }

    StreamStats stats(long lost, Duration jitter) {
        return new StreamStats(
                counters.packets.sum(),
                counters.bytes.sum(),
                lost,
                counters.gaps.sum(),
                Duration.ofNanos(counters.missingSamples.sum() * NANOS_PER_SAMPLE),
                counters.reordered.sum(),
                counters.late.sum(),
                counters.duplicates.sum(),
                counters.restarts.sum(),
                counters.foreign.sum(),
                counters.malformed.sum(),
                jitter,
                counters.stalls.sum(),
                Duration.ofNanos(longestStall),
                level.dbfs(),
                counters.windows.sum(),
                counters.windowsFailed.sum(),
                firstPacketAt,
                firstPacketAt.map(first -> lastPacketAt()));
    }
}
