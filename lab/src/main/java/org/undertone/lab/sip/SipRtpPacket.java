package org.undertone.lab.sip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An RTP packet (RFC 3550 section 5.1), and when it was here.
 *
 * @param sequence 0 to 65535
 * @param timestamp in the codec's clock, 0 to 2^32-1
 * @param payload the bytes themselves: not to be changed
 * @param nanos {@link System#nanoTime} when it was sent, or was heard: comparable among all phones of a JVM
 */
@SuppressWarnings("ArrayRecordComponent") // packets are kept by the ten thousand, and never compared
public record SipRtpPacket(
        int payloadType, boolean marker, int sequence, long timestamp, long ssrc, byte[] payload, long nanos) {
    private static final int HEADER = 12;

    byte[] bytes() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) 0x80)
                .put((byte) ((marker ? 0x80 : 0) | payloadType))
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt((int) ssrc)
                .put(payload)
                .array();
    }

    SipRtpPacket at(long when) {
        return new SipRtpPacket(payloadType, marker, sequence, timestamp, ssrc, payload, when);
    }

    /** Nothing if these bytes are no RTP of version 2. Neither contributing sources nor padding come from Asterisk. */
    static Optional<SipRtpPacket> parse(byte[] bytes, int length, long nanos) {
        if (length < HEADER || (bytes[0] & 0xC0) != 0x80) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        int extension =
                (bytes[0] & 0x10) == 0 || length < HEADER + 4 ? 0 : 4 + 4 * (buffer.getShort(HEADER + 2) & 0xFFFF);
        int start = Math.min(length, HEADER + extension);
        return Optional.of(new SipRtpPacket(
                bytes[1] & 0x7F,
                (bytes[1] & 0x80) != 0,
                buffer.getShort(2) & 0xFFFF,
                buffer.getInt(4) & 0xFFFFFFFFL,
                buffer.getInt(8) & 0xFFFFFFFFL,
                Arrays.copyOfRange(bytes, start, length),
                nanos));
    }
}
