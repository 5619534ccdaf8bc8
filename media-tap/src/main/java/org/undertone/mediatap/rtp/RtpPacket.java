package org.undertone.mediatap.rtp;

import io.netty.buffer.ByteBuf;

/**
 * A view of one RTP packet with L16 sound, used again for the next, so that a packet costs no object. RFC 3550 section
 * 5.1:
 *
 * <pre>
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                  0 to 15 contributing sources                 |
 * [ extension: 16 bits of profile, 16 bits of length in words, words ]
 * [ payload ][ padding, whose last octet is its length ]
 * </pre>
 *
 * <p>The payload type is not checked: Asterisk's numbers above 95 can be shifted by its settings, and the format is the
 * one that was asked for.
 */
public final class RtpPacket {

    private static final int FIXED_HEADER = 12;
    private static final int BYTES_PER_SAMPLE = 2;
    /** Sender report to extended report: RFC 3550 section 12.1, RFC 4585 section 6.1, RFC 3611 section 2. */
    private static final int FIRST_RTCP = 200;

    private static final int LAST_RTCP = 207;

    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadIndex;
    private int payloadBytes;

    /**
     * Looks at the buffer's readable bytes, without moving its indexes.
     *
     * @return false if they are not RTP with at least one whole sample; then this view holds nothing of use
     */
    public boolean read(ByteBuf datagram) {
        int start = datagram.readerIndex();
        int end = datagram.writerIndex();
        if (end - start < FIXED_HEADER) {
            return false;
        }
        int flags = datagram.getUnsignedByte(start);
        if (flags >> 6 != 2 || isRtcp(datagram.getUnsignedByte(start + 1))) {
            return false;
        }
        sequence = datagram.getUnsignedShort(start + 2);
        timestamp = datagram.getInt(start + 4);
        ssrc = datagram.getInt(start + 8);
        payloadIndex = start + FIXED_HEADER + 4 * (flags & 0x0f);
        if ((flags & 0x10) != 0) {
            if (payloadIndex + 4 > end) {
                return false;
            }
            payloadIndex += 4 + 4 * datagram.getUnsignedShort(payloadIndex + 2);
        }
        payloadBytes = end - payloadIndex;
        if ((flags & 0x20) != 0) {
            int padding = datagram.getUnsignedByte(end - 1);
            if (padding == 0) {
                return false;
            }
            payloadBytes -= padding;
        }
        return payloadBytes > 0 && payloadBytes % BYTES_PER_SAMPLE == 0;
    }

    private static boolean isRtcp(int secondOctet) {
        return secondOctet >= FIRST_RTCP && secondOctet <= LAST_RTCP;
    }

    /** 0 to 65535. */
    public int sequence() {
        return sequence;
    }

    /** Sampling instant of the first sample, in samples; wraps. */
    public int timestamp() {
        return timestamp;
    }

    /** The stream's number; all 32 bits are used, so that it may be negative. */
    public int ssrc() {
        return ssrc;
    }

    /** Where the first sample lies in the buffer that was read. */
    public int payloadIndex() {
        return payloadIndex;
    }

    /** How many samples it holds; at least one. */
    public int samples() {
        return payloadBytes / BYTES_PER_SAMPLE;
    }
}
