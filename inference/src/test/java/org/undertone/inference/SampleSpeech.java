package org.undertone.inference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.undertone.core.audio.AudioWindow;

/** The lab's sample speech as windows, at twice its rate. */
public final class SampleSpeech {

    private static final Path FOLDER = Path.of("../lab/src/main/resources/org/undertone/lab/speech");
    private static final int TAPS = 16;

    private SampleSpeech() {}

    /** Windows of 3 s, every 0.5 s. */
    public static List<AudioWindow> windows(String file) throws IOException, UnsupportedAudioFileException {
        return Sounds.windows(doubled(read(FOLDER.resolve(file))));
    }

    /** The samples as they are in the file, at 8 kHz. */
    public static short[] samples(String file) throws IOException, UnsupportedAudioFileException {
        return read(FOLDER.resolve(file));
    }

    private static short[] read(Path file) throws IOException, UnsupportedAudioFileException {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            if (in.getFormat().getSampleRate() != 8_000 || in.getFormat().getFrameSize() != 2) {
                throw new IOException(file + " is " + in.getFormat() + ", not 8 kHz, 16 bit, mono");
            }
            ShortBuffer samples = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            short[] sound = new short[samples.remaining()];
            samples.get(sound);
            return sound;
        }
    }

    /** Between each two samples the one that a windowed sinc puts there. */
    private static short[] doubled(short[] sound) {
        short[] result = new short[sound.length * 2];
        for (int i = 0; i < sound.length; i++) {
            result[2 * i] = sound[i];
            double between = 0;
            for (int tap = -TAPS + 1; tap <= TAPS; tap++) {
                double distance = tap - 0.5;
                double hann = 0.5 + 0.5 * Math.cos(Math.PI * distance / TAPS);
                double sample = i + tap < 0 || i + tap >= sound.length ? 0 : sound[i + tap];
                between += sample * hann * Math.sin(Math.PI * distance) / (Math.PI * distance);
            }
            result[2 * i + 1] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(between)));
        }
        return result;
    }
}
