package org.undertone.lab.sip;

import java.util.Arrays;

/** How sound travels. Payload types from 96 on are only proposed; who answers takes those of the offer (RFC 3264). */
public enum Codec {
    ULAW("PCMU", 0, 8000, 160),
    ALAW("PCMA", 8, 8000, 160),
    /** 16 kHz sound whose clock counts 8000 a second all the same (RFC 3551 section 4.5.2). */
    G722("G722", 9, 8000, 160),
    /** Asterisk passes it on and has no translator for it (RFC 3551 section 4.5.6). */
    G729("G729", 18, 8000, 160),
    /** 16-bit samples of 16 kHz, big-endian (RFC 3551 section 4.5.11); Asterisk calls it slin16. */
    L16("L16", 118, 16000, 320);

    private final String rtpName;
    private final int payloadType;
    private final int clock;
    private final int step;

    Codec(String rtpName, int payloadType, int clock, int step) {
        this.rtpName = rtpName;
        this.payloadType = payloadType;
        this.clock = clock;
        this.step = step;
    }

    String rtpName() {
        return rtpName;
    }

    int payloadType() {
        return payloadType;
    }

    int clock() {
        return clock;
    }

    /** What the timestamp grows by in 20 ms. */
    int step() {
        return step;
    }

    /** Samples a second of the sounds that are made for it here. */
    int sampleRate() {
        return this == L16 ? 16000 : 8000;
    }

    boolean isPlain() {
        return this == ULAW || this == ALAW || this == L16;
    }

    /** 20 ms without sound. */
    byte[] silence() {
        return switch (this) {
            case ULAW -> filled(160, 0xFF);
            case ALAW -> filled(160, 0xD5);
            case G722 -> filled(160, 0xFA);
            // Two frames of 10 ms that nobody here can hear.
            case G729 -> new byte[20];
            case L16 -> new byte[640];
        };
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    byte[] encode(short[] samples, int from, int count) {
        byte[] bytes = new byte[this == L16 ? count * 2 : count];
        for (int i = 0; i < count; i++) {
            int sample = from + i < samples.length ? samples[from + i] : 0;
            switch (this) {
                case ULAW -> bytes[i] = G711.ulaw(sample);
                case ALAW -> bytes[i] = G711.alaw(sample);
                case L16 -> {
                    bytes[2 * i] = (byte) (sample >> 8);
                    bytes[2 * i + 1] = (byte) sample;
                }
                default -> throw new SipException("The lab cannot encode " + this + ": send frames made elsewhere");
            }
        }
        return bytes;
    }

    short[] decode(byte[] bytes) {
        short[] samples = new short[this == L16 ? bytes.length / 2 : bytes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = switch (this) {
                case ULAW -> G711.fromUlaw(bytes[i]);
                case ALAW -> G711.fromAlaw(bytes[i]);
                case L16 -> (short) ((bytes[2 * i] << 8) | (bytes[2 * i + 1] & 0xFF));
                default -> throw new SipException("The lab cannot decode " + this + ": look at the packets themselves");
            };
        }
        return samples;
    }
}
