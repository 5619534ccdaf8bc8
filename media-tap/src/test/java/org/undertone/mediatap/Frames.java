package org.undertone.mediatap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Websocket frames as Asterisk's {@code chan_websocket} sends them: 20 ms of 16-bit sound at 16 kHz, little-endian. */
final class Frames {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private Frames() {}

    /** The n-th frame of a stream; all its samples are n + 1. */
    static byte[] nth(int n) {
        return sound(Rtp.filled(n + 1));
    }

    static byte[] sound(short... samples) {
        return frame(true, BINARY, bytes(samples));
    }

    static byte[] bytes(short... samples) {
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return bytes;
    }

    static byte[] text(String text) {
        return frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 6455, section 5.2, from a server: not masked. */
    static byte[] frame(boolean last, int opcode, byte... payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 65_536) {
            out.write(126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
