package org.undertone.aribridge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.undertone.lab.Lab;
import org.undertone.lab.Recording;

/** What tones a phone's recording holds, and when. */
public final class TestingRecordings {

    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int FRAME = RATE / 50;
    private static final int BLOCK = RATE / 10;
    private static final double AUDIBLE = 3_000;

    private final Recording recording;
    private final short[] samples;

    private TestingRecordings(Recording recording, short[] samples) {
        this.recording = recording;
        this.samples = samples;
    }

    /**
     * Keeps the PBX from passing RTP packets through as they are. When it goes over from that to its own (as for any
     * snoop), it begins a new RTP source whose sequence numbers may be lower than those before, and the lab's phones,
     * which are Asterisks, record nothing of such a source, though it arrives.
     */
    public static void withoutNativeBridges(Lab lab) throws IOException, InterruptedException {
        new TestingAri(lab.pbx()).send("DELETE", "asterisk/modules/bridge_native_rtp.so");
    }

    public static TestingRecordings of(Recording recording) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(recording.wav())).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(HEADER);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return new TestingRecordings(recording, samples);
    }

    /** The amplitude of a tone in the whole of it, in 16-bit units. */
    public double amplitude(int hertz) {
        return amplitude(hertz, 0, samples.length);
    }

    /** The amplitude of a tone between two moments, in 16-bit units. */
    public double amplitude(int hertz, Instant from, Instant to) {
        return amplitude(hertz, index(from), index(to));
    }

    /** For how long altogether, in frames of 20 ms, a tone is heard. */
    public Duration heard(int hertz) {
        int frames = 0;
        for (int from = 0; from + FRAME <= samples.length; from += FRAME) {
            frames += block(hertz, from, from + FRAME) > AUDIBLE ? 1 : 0;
        }
        return Duration.ofMillis(20L * frames);
    }

    /** The longest time between two moments without that tone, in frames of 20 ms. */
    public Duration longestGap(int hertz, Instant from, Instant to) {
        int longest = 0;
        int gap = 0;
        for (int at = index(from); at + FRAME <= index(to); at += FRAME) {
            gap = block(hertz, at, at + FRAME) > AUDIBLE ? 0 : gap + 1;
            longest = Math.max(longest, gap);
        }
        return Duration.ofMillis(20L * longest);
    }

    private int index(Instant at) {
        long samplesIn = Duration.between(recording.start(), at).toMillis() * RATE / 1000;
        return (int) Math.max(0, Math.min(samples.length, samplesIn));
    }

    /** The mean over blocks of 100 ms: over longer times a lost or late packet would turn the phase. */
    private double amplitude(int hertz, int from, int to) {
        double sum = 0;
        int blocks = 0;
        for (int at = from; at + BLOCK <= to; at += BLOCK) {
            sum += block(hertz, at, at + BLOCK);
            blocks++;
        }
        if (blocks == 0) {
            throw new IllegalArgumentException(
                    "nothing was recorded between " + from + " and " + to + " of " + samples.length + " samples");
        }
        return sum / blocks;
    }

    private double block(int hertz, int from, int to) {
        double sine = 0;
        double cosine = 0;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * hertz * i / RATE;
            sine += samples[i] * Math.sin(angle);
            cosine += samples[i] * Math.cos(angle);
        }
        return 2 * Math.hypot(sine, cosine) / (to - from);
    }
}
