package org.undertone.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.undertone.lab.tool.Wav;

/** Tones for the phones to play, and how loud they are in what was recorded. */
final class Tones {
    private static final int HEADER = 44;
    private static final int FRAME = 160;

    private Tones() {}

    static Path file(Path folder, int hertz, double seconds) throws IOException {
        Path wav = folder.resolve("tone-" + hertz + "-" + seconds + ".wav");
        Wav.write(wav, Wav.tone(hertz, seconds, 9000));
        return wav;
    }

    static short[] samples(Path wav) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(HEADER);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    /** The peak of one frequency in the whole recording, by Goertzel. */
    static double loudness(Recording recording, int hertz) throws IOException {
        short[] samples = samples(recording.wav());
        return loudness(samples, 0, samples.length, hertz);
    }

    static double loudness(short[] samples, int from, int to, int hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / Wav.RATE);
        double before = 0;
        double last = 0;
        for (int i = from; i < to; i++) {
            double now = samples[i] + coefficient * last - before;
            before = last;
            last = now;
        }
        double power = last * last + before * before - coefficient * last * before;
        return 2 * Math.sqrt(Math.max(0, power)) / (to - from);
    }

    /** How far into the recording the tone is first loud in a frame of 20 ms. */
    static Duration onset(Recording recording, int hertz) throws IOException {
        short[] samples = samples(recording.wav());
        for (int from = 0; from + FRAME <= samples.length; from += FRAME) {
            if (loudness(samples, from, from + FRAME, hertz) > 3000) {
                return Duration.ofNanos(from * 1_000_000_000L / Wav.RATE);
            }
        }
        throw new AssertionError("no " + hertz + " Hz in " + recording);
    }
}
