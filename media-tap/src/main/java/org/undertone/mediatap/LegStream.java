package org.undertone.mediatap;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.undertone.core.LegId;
import org.undertone.core.event.StreamStats;

/**
 * One leg's sound on its way here, 16 bits at 16 kHz, mono, whichever way it comes. If sound stops, windows stop;
 * {@link StreamStats#lastPacketAt} tells.
 *
 * <p>All methods may be called from any thread, and none blocks.
 */
public sealed interface LegStream extends AutoCloseable permits RtpStream, WebSocketStream {

    /** Whose sound it is. */
    LegId leg();

    /**
     * When the first packet of sound arrived. Completed on the media thread, so what follows must not block; fails with
     * {@link MediaException} if the stream ends before.
     */
    CompletionStage<Instant> firstPacket();

    /** How long the stream has been digital silence, packets of nothing but zeros; zero as soon as there is sound. */
    Duration digitalSilence();

    /**
     * Tells what digital silence is worth. Where the party is known to send sound, zeros are sound that is missing: those
     * of the last window, too, and for good, whatever is told later; else they are silence.
     */
    void distrustSilence(boolean distrusted);

    /** How the stream has been so far. */
    StreamStats stats();

    /** Hears no more: what arrives from now on is ignored; what is being worked on may still bring a window. */
    @Override
    void close();
}
