package org.undertone.lab.sip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a phone says, as it goes over the line: one payload for every 20 ms.
 *
 * @param frames payloads, in order
 */
public record PhoneSound(Codec codec, List<byte[]> frames) {
    private static final int WAV_HEADER = 44;
    private static final int WAV_RATE = 8000;

    public PhoneSound {
        frames = List.copyOf(frames);
    }

    /** A tone; for {@code ULAW}, {@code ALAW} and {@code L16}. */
    public static PhoneSound tone(Codec codec, double hertz, double peak, Duration length) {
        short[] samples = new short[(int) (codec.sampleRate() * length.toMillis() / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * i / codec.sampleRate()));
        }
        return of(codec, samples);
    }

    /** A WAV file of 8 kHz, 16 bit, mono; for {@code ULAW}, {@code ALAW} and {@code L16}. */
    public static PhoneSound wav(Codec codec, Path wav) {
        ByteBuffer bytes = ByteBuffer.wrap(read(wav)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < WAV_HEADER || bytes.getInt(24) != WAV_RATE || bytes.getShort(34) != 16) {
            throw new SipException(wav + " is no WAV file of 8 kHz, 16 bit, mono");
        }
        bytes.position(WAV_HEADER);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return of(codec, codec.sampleRate() == WAV_RATE ? samples : doubled(samples));
    }

    /** A file of bytes that are encoded already, 160 for every 20 ms: {@code ULAW}, {@code ALAW} or {@code G722}. */
    public static PhoneSound encoded(Codec codec, Path file) {
        byte[] bytes = read(file);
        int size = codec.silence().length;
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from + size <= bytes.length; from += size) {
            frames.add(Arrays.copyOfRange(bytes, from, from + size));
        }
        return new PhoneSound(codec, frames);
    }

    /** 20 ms without sound. */
    public static PhoneSound silence(Codec codec) {
        return new PhoneSound(codec, List.of(codec.silence()));
    }

    /** Samples as many a second as the codec has: 16000 for {@code L16}, else 8000. */
    static PhoneSound of(Codec codec, short[] samples) {
        int count = codec.sampleRate() / 50;
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from < samples.length; from += count) {
            frames.add(codec.encode(samples, from, count));
        }
        return new PhoneSound(codec, frames);
    }

    private static short[] doubled(short[] samples) {
        short[] twice = new short[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            int next = i + 1 < samples.length ? samples[i + 1] : samples[i];
            twice[2 * i] = samples[i];
            twice[2 * i + 1] = (short) ((samples[i] + next) / 2);
        }
        return twice;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SipException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
