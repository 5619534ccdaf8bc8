package org.undertone.cli.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** The lab's sample speech, cut into clips of 3 s at 16 kHz. */
final class TestingClips {

    private static final List<String> SENTENCES = List.of("DFA", "IEO", "IOM", "ITH");
    private static final AudioFormat PLAIN = new AudioFormat(16_000, 16, 1, true, false);
    private static final long FRAMES = 48_000;

    private TestingClips() {}

    /** Writes four clips; their names are made of the pattern. */
    static void cut(String file, Path folder, String pattern) throws IOException, UnsupportedAudioFileException {
        InputStream speech = Objects.requireNonNull(
                TestingClips.class.getResourceAsStream("/org/undertone/lab/speech/" + file), file);
        try (AudioInputStream slow = AudioSystem.getAudioInputStream(new BufferedInputStream(speech));
                AudioInputStream sound = AudioSystem.getAudioInputStream(PLAIN, slow)) {
            for (String sentence : SENTENCES) {
                AudioSystem.write(
                        new AudioInputStream(sound, PLAIN, FRAMES),
                        AudioFileFormat.Type.WAVE,
                        folder.resolve(pattern.formatted(sentence)).toFile());
            }
        }
    }
}
