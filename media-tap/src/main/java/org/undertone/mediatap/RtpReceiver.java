package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.LegId;
import org.undertone.core.event.StreamStats;
import org.undertone.mediatap.rtp.RtpPacket;
import org.undertone.mediatap.rtp.SequenceTracker;
import org.undertone.mediatap.rtp.SourceLock;

/**
 * What happens to a leg's datagrams: parse, check the source, place, count. {@link #receive} belongs to the media thread;
 * everything else may be called from any.
 */
final class RtpReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(RtpReceiver.class);

    private final LegId leg;
    private final SoundIntake intake;
    private final StreamCounters counters;
    private final RtpPacket packet = new RtpPacket();
    private final SourceLock lock = new SourceLock();
    private final SequenceTracker sequences = new SequenceTracker();
    private final Jitter jitter = new Jitter();
    private final BlockAssembler assembler;

    private volatile long lost;

    RtpReceiver(LegId leg, SoundIntake intake) {
        this.leg = leg;
        this.intake = intake;
        this.counters = intake.counters();
        this.assembler = new BlockAssembler(counters, intake::block);
    }

    /** Takes one datagram; leaves the buffer as it was. */
    void receive(ByteBuf datagram, InetSocketAddress sender) {
        if (intake.closed()) {
            return;
        }
        if (!packet.read(datagram) || packet.samples() > BlockAssembler.MAX_PACKET) {
            counters.malformed.increment();
            return;
        }
        switch (lock.check(sender, packet.ssrc(), packet.sequence())) {
            case FOREIGN -> counters.foreign.increment();
            case RESTARTED -> {
                LOG.info("leg {}: its stream starts anew, from {}", leg, sender);
                assembler.restart();
                sequences.restart();
                jitter.restart();
                hear(datagram);
            }
            case ACCEPTED -> hear(datagram);
        }
    }

    private void hear(ByteBuf datagram) {
        long arrival = intake.arrived();
        intake.packet(datagram.readableBytes());
        SequenceTracker.Order order = sequences.accept(packet.sequence());
        lost = sequences.lost();
        if (order != SequenceTracker.Order.SEEN) {
            jitter.packet(packet.timestamp(), arrival);
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

    void expectSource(InetSocketAddress source) {
        lock.expect(source);
    }

    SoundIntake intake() {
        return intake;
    }

    StreamStats stats() {
        return intake.stats(lost, jitter.value());
    }
}
