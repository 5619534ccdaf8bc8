package org.undertone.cli.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A site's recordings, made of the lab's sample speech: each caller speaks at a speed and so at a pitch of their own. */
final class TestingSite {

    private static final Path SPEECH = Path.of("../lab/src/main/resources/org/undertone/lab/speech");
    private static final int HZ = 8_000;
    private static final double[] SPEEDS = {0.85, 0.9, 0.95, 1, 1.06, 1.12};

    private final Path folder;
    private final List<String> lines = new ArrayList<>(List.of("file,start,end,label,caller"));

    TestingSite(Path folder) {
        this.folder = folder;
    }

    /** Six callers, calm for some seconds and angry for some, in a recording each; with those labels. */
    TestingSite callers(String whenCalm, String whenAngry) throws IOException, UnsupportedAudioFileException {
        for (int caller = 0; caller < SPEEDS.length; caller++) {
            short[] calm = spoken("customer-calm.wav", SPEEDS[caller], caller, 4);
            short[] angry = spoken("customer-angry.wav", SPEEDS[caller], caller, 4);
            String file = "call-" + caller + ".wav";
            write(file, joined(calm, angry), HZ, 1);
            line(file, "0", "4", whenCalm, "caller-" + caller);
            line(file, "4", "8", whenAngry, "caller-" + caller);
        }
        return this;
    }

    /** Marks nothing but writes the line. */
    TestingSite line(String... cells) {
        lines.add(String.join(",", cells));
        return this;
    }

    /** Only the first so many lines. */
    TestingSite first(int count) {
        lines.subList(count + 1, lines.size()).clear();
        return this;
    }

    /** The table of what was marked. */
    Path labels() throws IOException {
        return Files.write(folder.resolve("marked.csv"), lines);
    }

    /** A call each of six calm callers, unmarked. */
    static Path calm(Path folder) throws IOException, UnsupportedAudioFileException {
        TestingSite site = new TestingSite(Files.createDirectories(folder));
        for (int caller = 0; caller < SPEEDS.length; caller++) {
            site.write("call-" + caller + ".wav", spoken("customer-calm.wav", SPEEDS[caller], caller, 5), HZ, 1);
        }
        return folder;
    }

    /** Speech of one speaker, labelled as the set of a model card is: calm and angry as they are. */
    static Path set(Path folder) throws IOException, UnsupportedAudioFileException {
        TestingSite set = new TestingSite(Files.createDirectories(folder));
        List<String> labels = new ArrayList<>(List.of("path,emotion,speaker"));
        for (String name : List.of("calm", "angry")) {
            set.write(name + ".wav", spoken("customer-" + name + ".wav", 1, 6, 6), HZ, 1);
            labels.add(name + ".wav," + (name.equals("calm") ? "neutral" : "angry") + ",one");
        }
        Files.write(folder.resolve("labels.csv"), labels);
        return folder;
    }

    private static short[] joined(short[] one, short[] other) {
        short[] joined = new short[one.length + other.length];
        System.arraycopy(one, 0, joined, 0, one.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static short[] spoken(String file, double speed, int from, int seconds)
            throws IOException, UnsupportedAudioFileException {
        try (AudioInputStream in =
                AudioSystem.getAudioInputStream(SPEECH.resolve(file).toFile())) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] sound = new short[seconds * HZ];
            for (int i = 0; i < sound.length; i++) {
                double at = from * HZ + i * speed;
                int before = (int) at;
                short one = bytes.getShort(2 * before);
                sound[i] = (short) (one + (at - before) * (bytes.getShort(2 * before + 2) - one));
            }
            return sound;
        }
    }

    /** A WAV file of that sound, in each of its channels the same. */
    Path write(String name, short[] sound, int hz, int channels) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * channels * sound.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : sound) {
            for (int channel = 0; channel < channels; channel++) {
                bytes.putShort(sample);
            }
        }
        Path file = folder.resolve(name);
        AudioFormat format = new AudioFormat(hz, 16, channels, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, sound.length),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }
}
