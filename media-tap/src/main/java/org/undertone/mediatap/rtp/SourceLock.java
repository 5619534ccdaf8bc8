package org.undertone.mediatap.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Keeps strangers out of a leg's stream. The first packet's source (address and port) and SSRC are the stream's; everything
 * else is foreign, but for these:
 *
 * <ul>
 *   <li>the same source with a new SSRC is the same stream, restarted, once two packets in sequence came (RFC 3550 appendix
 *       A.1, MIN_SEQUENTIAL): Asterisk made its RTP instance anew;
 *   <li>as long as the stream has one packet only, another source may take it over in the same way, so that one stray
 *       packet cannot lock out the real stream;
 *   <li>if a source is expected, only that one counts, from the next packet on; but where it stays silent and another sends
 *       25 packets in sequence (0.5 s), that one is taken for it: behind NAT the PBX cannot know what it looks like here.
 * </ul>
 *
 * <p>Media thread only, except {@link #expect}.
 */
public final class SourceLock {

    /** Whether a packet is the stream's. */
    public enum Verdict {
        ACCEPTED,
        /** Accepted, as the first packet of a new beginning. */
        RESTARTED,
        FOREIGN
    }

    private record Source(InetSocketAddress address, int ssrc) {

        boolean is(InetSocketAddress otherAddress, int otherSsrc) {
            return ssrc == otherSsrc && address.equals(otherAddress);
        }
    }

    private static final int INSTEAD = 25;

    private volatile Optional<InetSocketAddress> expected = Optional.empty();
    private Optional<Source> locked = Optional.empty();
    private boolean confirmed;
    private Optional<Source> candidate = Optional.empty();
    private int candidateSequence;
    private boolean expectedHeard;
    private Optional<Source> instead = Optional.empty();
    private int insteadSequence;
    private int insteadRun;

    /** From any thread. */
    public void expect(InetSocketAddress source) {
        expected = Optional.of(source);
    }

    /** Judges the next packet, and learns from it where the stream comes from. */
    public Verdict check(InetSocketAddress sender, int ssrc, int sequence) {
        Optional<InetSocketAddress> wanted = expected;
        if (wanted.isPresent() && !wanted.get().equals(sender)) {
            if (expectedHeard || !sendsInstead(sender, ssrc, sequence)) {
                return Verdict.FOREIGN;
            }
            expected = Optional.of(sender);
            wanted = expected;
        }
        expectedHeard |= wanted.isPresent();
        if (locked.isEmpty()) {
            locked = Optional.of(new Source(sender, ssrc));
            return Verdict.ACCEPTED;
        }
        if (locked.get().is(sender, ssrc)) {
            confirmed = true;
            return Verdict.ACCEPTED;
        }
        boolean known = locked.get().address().equals(sender);
        if (!known && wanted.isPresent()) {
            // A stranger had come first; this is the one that was announced.
            return takeOver(sender, ssrc, false);
        }
        if (!known && confirmed) {
            return Verdict.FOREIGN;
        }
        return apply(sender, ssrc, sequence);
    }

    private boolean sendsInstead(InetSocketAddress sender, int ssrc, int sequence) {
        boolean next =
                instead.isPresent() && instead.get().is(sender, ssrc) && sequence == (insteadSequence + 1 & 0xffff);
        instead = Optional.of(new Source(sender, ssrc));
        insteadSequence = sequence;
        insteadRun = next ? insteadRun + 1 : 1;
        return insteadRun >= INSTEAD;
    }

    private Verdict apply(InetSocketAddress sender, int ssrc, int sequence) {
        boolean second = candidate.isPresent()
                && candidate.get().is(sender, ssrc)
                && sequence == (candidateSequence + 1 & 0xffff);
        if (second) {
            return takeOver(sender, ssrc, true);
        }
        candidate = Optional.of(new Source(sender, ssrc));
        candidateSequence = sequence;
        return Verdict.FOREIGN;
    }

    private Verdict takeOver(InetSocketAddress sender, int ssrc, boolean sure) {
        locked = Optional.of(new Source(sender, ssrc));
        confirmed = sure;
        candidate = Optional.empty();
        return Verdict.RESTARTED;
    }
}
