package org.undertone.aribridge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/** Tones for phones to play, and how much of one a window holds. */
public final class TestingTones {

    private static final int RATE = 8_000;

    private TestingTones() {}

    /** Writes a WAV file of one tone at half of full scale. */
    public static Path wav(Path file, int hertz, int seconds) throws IOException {
        int samples = RATE * seconds;
        ByteBuffer wav = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + samples * 2).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
        wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(samples * 2);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (16384 * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        return Files.write(file, wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The amplitude of a tone in a window, in 16-bit units: the mean over its blocks, since 20 ms that a busy PBX leaves out
     * turn the tone's phase.
     */
    public static double amplitude(AudioWindow window, int hertz) {
        return window.blocks().stream()
                .mapToDouble(block -> amplitude(samples(block), 0, AudioBlock.SAMPLE_RATE, hertz))
                .average()
                .orElseThrow();
    }

    private static short[] samples(AudioBlock block) {
        short[] samples = new short[AudioBlock.SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = block.sample(i);
        }
        return samples;
    }

    /** The amplitude of a tone in what a phone of the lab heard last, half a second of it, in 16-bit units. */
    public static double latest(short[] heard, int hertz) {
        return heard.length < RATE / 2 ? 0 : amplitude(heard, heard.length - RATE / 2, RATE, hertz);
    }

    private static double amplitude(short[] samples, int from, int rate, int hertz) {
        double sine = 0;
        double cosine = 0;
        for (int i = from; i < samples.length; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            sine += samples[i] * Math.sin(angle);
            cosine += samples[i] * Math.cos(angle);
        }
        return 2 * Math.hypot(sine, cosine) / (samples.length - from);
    }
}
