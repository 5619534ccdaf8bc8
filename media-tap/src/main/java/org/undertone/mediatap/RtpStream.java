package org.undertone.mediatap;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.LegId;
import org.undertone.core.event.StreamStats;

/**
 * One leg's sound as RTP, on a UDP port of its own: slin16, that is L16 at 16 kHz, mono, big-endian (RFC 3551 section
 * 4.5.11), in packets of any length up to 128 ms, whatever their payload type. It locks to its first source, address and
 * port, and SSRC; others are counted and ignored. The same source with a new SSRC is a restart of the stream.
 */
public final class RtpStream implements LegStream {

    private static final Logger LOG = LoggerFactory.getLogger(RtpStream.class);

    private final LegId leg;
    private final Channel channel;
    private final InetSocketAddress address;
    private final RtpReceiver receiver;

    RtpStream(LegId leg, Channel channel, RtpReceiver receiver) {
        this.leg = leg;
        this.channel = channel;
        this.address = (InetSocketAddress) channel.localAddress();
        this.receiver = receiver;
    }

    @Override
    public LegId leg() {
        return leg;
    }

    /** The UDP port that the sound must be sent to. */
    public int port() {
        return address.getPort();
    }

    /** The address that the port is bound on; behind a NAT others may have to use another. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Tells beforehand who will send, as the PBX says; from now on everybody else is foreign, even one who came first. Told
     * of another source later, the stream moves to that one. Where it stays silent and another goes on sending, as behind NAT, that one is taken for it.
     *
     * @throws IllegalArgumentException if the host name could not be resolved
     */
    public void expectSource(InetSocketAddress source) {
        if (source.isUnresolved()) {
            throw new IllegalArgumentException(
                    "leg " + leg + ": source " + source + " has no address; give a numeric one");
        }
        receiver.expectSource(source);
    }

    // As in WebSocketStream, whose receiver is another: four answers handed on, for which a common parent would be no
    // shorter.
    @Override
    public CompletionStage<Instant> firstPacket() {
        return receiver.intake().firstPacket();
    }

    @Override
    public Duration digitalSilence() {
        return receiver.intake().digitalSilence();
    }

    @Override
    public void distrustSilence(boolean distrusted) {
        receiver.intake().distrustSilence(distrusted);
    }

    @Override
    public StreamStats stats() {
        return receiver.stats();
    }

    /**
     * Lets the port go. What arrives from now on is ignored; a datagram that is being worked on may still bring a window.
     * The media thread unbinds the port, which then rests. A second call does nothing.
     */
    @Override
    public void close() {
        receiver.intake()
                .close(new MediaException(
                        "leg " + leg + ": no packet came to port " + port() + " before it was closed"));
        channel.close().addListener(done -> LOG.debug("leg {}: port {} is closed", leg, port()));
    }
}
