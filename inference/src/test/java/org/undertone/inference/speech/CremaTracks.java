package org.undertone.inference.speech;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tracks of 10 to 20 s out of CREMA-D: sentences of one actor with pauses between, so that their syllables are known. Two
 * of three are made faster or slower by up to 40 %, since actors alone do not vary enough. Needs ffmpeg.
 */
final class CremaTracks {

    /** Counted by hand; 91 in all. */
    private static final Map<String, Integer> SYLLABLES = Map.ofEntries(
            Map.entry("IEO", 6),
            Map.entry("TIE", 8),
            Map.entry("IOM", 8),
            Map.entry("IWW", 8),
            Map.entry("TAI", 7),
            Map.entry("MTI", 9),
            Map.entry("IWL", 8),
            Map.entry("ITH", 10),
            Map.entry("DFA", 6),
            Map.entry("ITS", 7),
            Map.entry("TSI", 5),
            Map.entry("WSI", 9));

    private static final List<String> EMOTIONS = List.of("ANG", "DIS", "FEA", "HAP", "NEU", "SAD", "");
    private static final int RATE = 16_000;

    /** 10 ms, in which levels are measured. */
    private static final int STEP = 160;

    private static final int MARGIN = 800;

    /** One track: its sound at 16 kHz, and what is known of it. */
    static final class Track {
        private final short[] sound;
        private final int syllables;
        private final double speechSeconds;
        private final boolean asSpoken;

        Track(short[] sound, int syllables, double speechSeconds, boolean asSpoken) {
            this.sound = sound;
            this.syllables = syllables;
            this.speechSeconds = speechSeconds;
            this.asSpoken = asSpoken;
        }

        Track over(short[] line) {
            return new Track(line, syllables, speechSeconds, asSpoken);
        }

        short[] sound() {
            return sound;
        }

        int syllables() {
            return syllables;
        }

        /** The pauses between its sentences left out. */
        double speechSeconds() {
            return speechSeconds;
        }

        /** Whether it kept its tempo. */
        boolean asSpoken() {
            return asSpoken;
        }

        double seconds() {
            return sound.length / (double) RATE;
        }
    }

    private final Path clips;
    private final Path temp;
    private final Random random = new Random(20_261_122);

    /**
     * Makes tracks.
     *
     * @param clips the folder {@code dev} or {@code train} of CREMA-D
     * @param temp for what passes through ffmpeg
     */
    CremaTracks(Path clips, Path temp) {
        this.clips = clips;
        this.temp = temp;
    }

    /** That many tracks of each actor. */
    List<Track> make(int perActor) throws Exception {
        Map<String, List<Path>> actors;
        try (Stream<Path> files = Files.list(clips)) {
            actors = files.filter(file -> file.toString().endsWith(".opus"))
                    .sorted()
                    .collect(Collectors.groupingBy(file -> name(file)[0], TreeMap::new, Collectors.toList()));
        }
        List<Track> tracks = new ArrayList<>();
        for (List<Path> files : actors.values()) {
            Map<Path, short[]> decoded = new HashMap<>();
            for (int number = 0; number < perActor; number++) {
                tracks.add(track(files, decoded, number % 3 == 0 ? 1 : 0.7 + 0.7 * random.nextDouble()));
            }
        }
        return tracks;
    }

    private Track track(List<Path> files, Map<Path, short[]> decoded, double tempo) throws Exception {
        String emotion = EMOTIONS.get(random.nextInt(EMOTIONS.size()));
        List<Path> order = new ArrayList<>(
                files.stream().filter(file -> name(file)[2].contains(emotion)).toList());
        Collections.shuffle(order, random);
        double wanted = (10 + 10 * random.nextDouble()) * tempo * RATE;
        List<short[]> parts = new ArrayList<>();
        int samples = 0;
        int syllables = 0;
        int spoken = 0;
        for (Path file : order) {
            if (samples >= wanted) {
                break;
            }
            short[] clip = decoded.containsKey(file) ? decoded.get(file) : ffmpeg(file, "-i", file.toString());
            decoded.put(file, clip);
            int[] extent = extent(clip);
            short[] part = Arrays.copyOfRange(
                    clip, Math.max(0, extent[0] - MARGIN), Math.min(clip.length, extent[1] + MARGIN));
            short[] pause = new short[(int) ((0.15 + 0.75 * random.nextDouble()) * RATE)];
            for (int i = 0; i < pause.length; i++) {
                pause[i] = (short) Math.round(3 * random.nextGaussian());
            }
            parts.add(part);
            parts.add(pause);
            samples += part.length + pause.length;
            syllables += SYLLABLES.get(name(file)[1]);
            spoken += extent[1] - extent[0];
        }
        short[] sound = joined(parts, samples);
        boolean asSpoken = tempo == 1;
        return new Track(
                levelled(asSpoken ? sound : filtered(sound, String.format(Locale.ROOT, "atempo=%.4f", tempo))),
                syllables,
                spoken / tempo / RATE,
                asSpoken);
    }

    /** Where it is both at most 30 dB softer than its loudest 30 ms and 10 dB louder than its softest. */
    private static int[] extent(short[] clip) {
        double[] levels = new double[clip.length / STEP - 2];
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            for (int sample = i * STEP; sample < (i + 3) * STEP; sample++) {
                sum += (double) clip[sample] * clip[sample];
            }
            levels[i] = 10 * Math.log10(sum / (3 * STEP) + 1e-3);
        }
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        double loudest = sorted[sorted.length - 1];
        double least = Math.max(loudest - 30, Math.min(loudest - 12, sorted[sorted.length / 20] + 10));
        int first = 0;
        while (levels[first] <= least) {
            first++;
        }
        int last = levels.length - 1;
        while (levels[last] <= least) {
            last--;
        }
        return new int[] {(first + 1) * STEP, (last + 2) * STEP};
    }

    /** At a level of -36 to -20 dBFS. */
    private short[] levelled(short[] sound) {
        double sum = 0;
        for (short sample : sound) {
            sum += (double) sample * sample;
        }
        double wanted = 32_768 * Math.pow(10, (-36 + 16 * random.nextDouble()) / 20);
        double gain = wanted / Math.sqrt(sum / sound.length);
        short[] result = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            result[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(sound[i] * gain)));
        }
        return result;
    }

    /** The sound after a phone line: 8 kHz and mu-law, and a band of 300 to 3400 Hz if it is an old one. */
    short[] overPhone(short[] sound, boolean narrow) throws Exception {
        Path line = temp.resolve("line.ul");
        Path raw = write(sound);
        List<String> command =
                new ArrayList<>(List.of("-f", "s16le", "-ar", "16000", "-ac", "1", "-i", raw.toString()));
        if (narrow) {
            command.addAll(List.of("-af", "highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400"));
        }
        command.addAll(List.of("-ar", "8000", "-f", "mulaw", line.toString()));
        run(command);
        return ffmpeg(raw, "-f", "mulaw", "-ar", "8000", "-ac", "1", "-i", line.toString());
    }

    private short[] filtered(short[] sound, String filter) throws Exception {
        Path raw = write(sound);
        return ffmpeg(raw, "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", raw.toString(), "-af", filter);
    }

    private Path write(short[] sound) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(sound.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(sound);
        return Files.write(temp.resolve("in.raw"), bytes.array());
    }

    private short[] ffmpeg(Path source, String... input) throws Exception {
        Path out = temp.resolve("out.raw");
        List<String> command = new ArrayList<>(List.of(input));
        command.addAll(List.of("-ar", "16000", "-ac", "1", "-f", "s16le", out.toString()));
        run(command);
        ShortBuffer samples = ByteBuffer.wrap(Files.readAllBytes(out))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        if (!samples.hasRemaining()) {
            throw new IOException("ffmpeg found no sound in " + source);
        }
        short[] sound = new short[samples.remaining()];
        samples.get(sound);
        return sound;
    }

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(arguments);
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("exit " + exit + " of " + String.join(" ", command));
        }
    }

    private static short[] joined(List<short[]> parts, int samples) {
        ShortBuffer sound = ShortBuffer.allocate(samples);
        parts.forEach(sound::put);
        return sound.array();
    }

    private static String[] name(Path file) {
        return file.getFileName().toString().split("[_.]", -1);
    }
}
