package org.undertone.lab.sip;

/** The companding laws of ITU-T G.711, sample by sample. */
final class G711 {
    private static final int BIAS = 0x84;
    private static final int CLIP = 32635;

    private G711() {}

    static byte ulaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    static short fromUlaw(byte code) {
        int value = ~code & 0xFF;
        int magnitude = (((value & 0x0F) << 3) + BIAS) << ((value >> 4) & 7);
        return (short) ((value & 0x80) != 0 ? BIAS - magnitude : magnitude - BIAS);
    }

    static byte alaw(int sample) {
        int magnitude = (sample >= 0 ? sample : -sample - 1) >> 3;
        int segment = Math.max(0, 27 - Integer.numberOfLeadingZeros(magnitude | 1));
        int mantissa = (magnitude >> Math.max(1, segment)) & 0x0F;
        return (byte) (((segment << 4) | mantissa) ^ (sample >= 0 ? 0xD5 : 0x55));
    }

    static short fromAlaw(byte code) {
        int value = (code ^ 0x55) & 0xFF;
        int exponent = (value >> 4) & 7;
        int magnitude = ((value & 0x0F) << 4) + 8;
        if (exponent > 0) {
            magnitude = (magnitude + 0x100) << (exponent - 1);
        }
        return (short) ((value & 0x80) != 0 ? magnitude : -magnitude);
    }
}
