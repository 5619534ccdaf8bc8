package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
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
import org.undertone.core.AudioBlock;
import org.undertone.core.AudioWindow;
import org.undertone.core.LegId;
import org.undertone.core.LoadLevel;

/**
 * What happens to a leg's datagrams: parse, check the source, place, cut, count. {@link #receive} belongs to the media
 * thread; everything else may be called from any.
 */
final class StreamReceiver {

    private static final Logger log = LoggerFactory.getLogger(StreamReceiver.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_SAMPLE = NANOS_PER_SECOND / AudioBlock.SAMPLE_RATE;

    private final LegId leg;
    private final InstantSource clock;
    private final Consumer<AudioWindow> consumer;
    private final CompletableFuture<Instant> firstPacket = new CompletableFuture<>();
    private final StreamCounters counters = new StreamCounters();
    private final RtpPacket packet = new RtpPacket();
    private final SourceLock lock = new SourceLock();
    private final SequenceTracker sequences = new SequenceTracker();
    private final Jitter jitter = new Jitter();
    private final LevelMeter level = new LevelMeter();
    private final DigitalSilence silence = new DigitalSilence();
    private final WindowCutter cutter;
    private final BlockAssembler assembler;

    private volatile Optional<Instant> firstPacketAt = Optional.empty();
    /** In nanoseconds since the epoch: a packet must cost no object. Means something once there was a first packet. */
    private volatile long lastPacketNanos;

    private volatile long lost;
    private volatile boolean closed;

    StreamReceiver(
            LegId leg, WindowSpec spec, Supplier<LoadLevel> load, Consumer<AudioWindow> consumer, InstantSource clock) {
        this.leg = leg;
        this.clock = clock;
        this.consumer = consumer;
        this.cutter = new WindowCutter(leg, spec, load, this::handOn);
        this.assembler = new BlockAssembler(counters, this::block);
    }

    /** Takes one datagram; leaves the buffer as it was. */
    void receive(ByteBuf datagram, InetSocketAddress sender) {
        if (closed) {
            return;
        }
        if (!packet.read(datagram) || packet.samples() > BlockAssembler.MAX_PACKET) {
            counters.malformed.increment();
            return;
        }
        switch (lock.check(sender, packet.ssrc(), packet.sequence())) {
            case FOREIGN -> counters.foreign.increment();
            case RESTARTED -> {
                log.info("leg {}: its stream starts anew, from {}", leg, sender);
                assembler.restart();
                sequences.restart();
                jitter.restart();
                hear(datagram);
            }
            case ACCEPTED -> hear(datagram);
        }
    }

    private void hear(ByteBuf datagram) {
        arrived(datagram.readableBytes());
        SequenceTracker.Order order = sequences.accept(packet.sequence());
        lost = sequences.lost();
        if (order != SequenceTracker.Order.SEEN) {
            jitter.packet(packet.timestamp(), lastPacketNanos);
        }
        if (order == SequenceTracker.Order.OLDER) {
            counters.reordered.increment();
        }
        switch (assembler.place(packet.timestamp(), datagram, packet.payloadIndex(), packet.samples())) {
            case PLACED -> {}
            case NOTHING_NEW -> counters.duplicates.increment();
            case LATE -> (order == SequenceTracker.Order.SEEN ? counters.duplicates : counters.late).increment();
        }
    }

    private void arrived(int bytes) {
        Instant arrival = clock.instant();
        lastPacketNanos = arrival.getEpochSecond() * NANOS_PER_SECOND + arrival.getNano();
        counters.packets.increment();
        counters.bytes.add(bytes);
        if (firstPacketAt.isEmpty()) {
            firstPacketAt = Optional.of(lastPacketAt());
            firstPacket.complete(lastPacketAt());
        }
    }

    private Instant lastPacketAt() {
        return Instant.ofEpochSecond(0, lastPacketNanos);
    }

    private void block(AudioBlock block, int missing) {
        level.add(block);
        silence.add(block, missing);
        cutter.add(block, missing, lastPacketAt());
    }

    private void handOn(AudioWindow window) {
        counters.windows.increment();
        try {
            consumer.accept(window);
        } catch (RuntimeException e) {
            if (counters.windowsFailed.sum() == 0) {
                log.error(
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

    void expectSource(InetSocketAddress source) {
        lock.expect(source);
    }

    CompletionStage<Instant> firstPacket() {
        return firstPacket.minimalCompletionStage();
    }

    /** Ignores what arrives from now on; whoever waits for a first packet is told why none will come. */
    void close(MediaException whyNoPacket) {
        closed = true;
        firstPacket.completeExceptionally(whyNoPacket);
    }

    StreamStats stats() {
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
                jitter.value(),
                level.dbfs(),
                counters.windows.sum(),
                counters.windowsFailed.sum(),
                firstPacketAt,
                firstPacketAt.map(first -> lastPacketAt()));
    }
}
