package org.undertone.proving.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.undertone.core.audio.AudioBlock;
import org.undertone.inference.files.Resampling;
import org.undertone.lab.Lab;

/** The lab's sample speech at 16 kHz. */
public final class SampleSpeech {

    private static final List<String> FILES =
            List.of("customer-angry.wav", "customer-calm.wav", "agent-calm.wav", "supervisor-calm.wav");
    private static final int WAV_HEADER = 44;

    private SampleSpeech() {}

    /** Each speaker's sound, 16 bits, mono. */
    public static List<short[]> speakers() {
        return FILES.stream().map(SampleSpeech::read).toList();
    }

    /** All of it, one speaker after the other. */
    public static List<AudioBlock> blocks() {
        List<AudioBlock> blocks = new ArrayList<>();
        for (short[] sound : speakers()) {
            IntStream.range(0, sound.length / AudioBlock.SAMPLES)
                    .mapToObj(block -> block(sound, block))
                    .forEach(blocks::add);
        }
        return blocks;
    }

    private static AudioBlock block(short[] sound, int number) {
        short[] samples = new short[AudioBlock.SAMPLES];
        System.arraycopy(sound, number * AudioBlock.SAMPLES, samples, 0, AudioBlock.SAMPLES);
        return AudioBlock.of(samples);
    }

    private static short[] read(String file) {
        try (InputStream in = Lab.class.getResourceAsStream("speech/" + file)) {
            if (in == null) {
                throw missing(file);
            }
            byte[] wav = in.readAllBytes();
            ShortBuffer samples = ByteBuffer.wrap(wav, WAV_HEADER, wav.length - WAV_HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            double[] sound = new double[samples.remaining()];
            for (int i = 0; i < sound.length; i++) {
                sound[i] = samples.get(i);
            }
            return rounded(Resampling.upsampled(sound, 2 * sound.length));
        } catch (IOException e) {
            throw new BenchException("the sample speech " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BenchException missing(String file) {
        return new BenchException("the sample speech " + file
                + " is not in this build of Undertone; build it from a whole checkout (lab/src/main/resources)");
    }

    private static short[] rounded(double[] sound) {
        short[] result = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            result[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sound[i])));
        }
        return result;
    }
}
