package org.undertone.inference.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.SampleSpeech;
import org.undertone.inference.Sounds;

/**
 * How well syllables are counted in speech of known ones, on actors that nothing was tuned on, and what it costs. {@code
 * mvn -B -Pbench -pl inference -am verify -Dundertone.crema-d=FOLDER} writes the figures to {@code
 * target/benchmarks/speech-rate.txt}. FOLDER is CREMA-D; {@code -Dundertone.crema-d.split=train} measures on the others.
 */
class SpeechRateBenchmark {

    private static final int TRACKS_AN_ACTOR = 12;
    private static final double FRAME_SECONDS = 0.032;
    private static final Path FIGURES = Path.of("target/benchmarks/speech-rate.txt");

    @TempDir
    private Path temp;

    /** What was counted in one track: syllables, and frames of speech. */
    private record Count(CremaTracks.Track track, double syllables, double speechSeconds) {}

    @BeforeAll
    static void clear() throws IOException {
        Files.createDirectories(FIGURES.getParent());
        Files.deleteIfExists(FIGURES);
    }

    @Test
    void countsSyllablesAndFollowsTheirRate() throws Exception {
        String folder = System.getProperty("undertone.crema-d", "");
        assertThat(folder).as("the CREMA-D folder, -Dundertone.crema-d=FOLDER").isNotEmpty();
        Path split = Path.of(folder, System.getProperty("undertone.crema-d.split", "dev"));
        CremaTracks crema = new CremaTracks(split, temp);
        List<CremaTracks.Track> tracks = crema.make(TRACKS_AN_ACTOR);
        tell(
                "%d tracks, %.0f s; syllables a second while speaking: %.1f to %.1f",
                tracks.size(),
                tracks.stream().mapToDouble(CremaTracks.Track::seconds).sum(),
                tracks.stream()
                        .mapToDouble(SpeechRateBenchmark::articulation)
                        .min()
                        .orElseThrow(),
                tracks.stream()
                        .mapToDouble(SpeechRateBenchmark::articulation)
                        .max()
                        .orElseThrow());
        tell("%-28s %8s %8s %8s   constant syllables a second of speech:", "", "error %", "r artic.", "r speech");
        try (SileroVad vad = SileroVad.open()) {
            List<Count> clean = count(vad, tracks);
            List<Count> sip = count(vad, over(crema, tracks, false));
            List<Count> narrow = count(vad, over(crema, tracks, true));
            double error = report("as recorded", clean);
            report(
                    "  of these at their own tempo",
                    clean.stream().filter(one -> one.track().asSpoken()).toList());
            report("8 kHz, mu-law", sip);
            report("300-3400 Hz, 8 kHz, mu-law", narrow);
            assertThat(error).isLessThan(12);
            cost(vad, tracks.subList(0, 16));
        }
    }

    @Test
    void tellsSpeechFromOtherSounds() throws Exception {
        costOfCounting();
        tell("%-28s %8s %8s   (share of speech, mean of all windows)", "", "detector", "-45 dBFS");
        try (SileroVad vad = SileroVad.open()) {
            for (Arguments arguments : LegPresenceTest.otherSounds().toList()) {
                IntToDoubleFunction sound = (IntToDoubleFunction) arguments.get()[1];
                presence(vad, (String) arguments.get()[0], Sounds.windows(LegPresenceTest.sound(sound)));
            }
            for (String file : List.of("customer-calm", "customer-angry", "agent-calm", "supervisor-calm")) {
                presence(vad, file, SampleSpeech.windows(file + ".wav"));
            }
        }
    }

    private static void presence(SileroVad vad, String name, List<AudioWindow> windows) throws IOException {
        LegPresence presence = new LegPresence(vad, 0.5);
        double detector = windows.stream()
                .mapToDouble(window -> presence.hear(List.of(window)).get(0).ratio())
                .average()
                .orElseThrow();
        double level = windows.stream()
                .mapToDouble(window -> window.blocks().stream()
                                .filter(block -> block.levelDbfs() > -45)
                                .count()
                        / (double) window.blocks().size())
                .average()
                .orElseThrow();
        tell("%-28s %8.2f %8.2f", name, detector, level);
    }

    private static List<CremaTracks.Track> over(CremaTracks crema, List<CremaTracks.Track> tracks, boolean narrow)
            throws Exception {
        List<CremaTracks.Track> result = new ArrayList<>();
        for (CremaTracks.Track one : tracks) {
            result.add(one.over(crema.overPhone(one.sound(), narrow)));
        }
        return result;
    }

    private static List<Count> count(SileroVad vad, List<CremaTracks.Track> tracks) {
        return tracks.stream().map(track -> count(vad, track)).toList();
    }

    private static Count count(SileroVad vad, CremaTracks.Track track) {
        LegSpeech leg = new LegSpeech(0.5);
        for (AudioWindow window : Sounds.windows(track.sound())) {
            leg.add(window);
            vad.hear(List.of(leg));
        }
        SpeechHistory history = leg.history();
        int peaks = IntStream.range(0, history.size()).map(history::syllables).sum();
        long spoken =
                IntStream.range(0, history.size()).filter(history::isSpeech).count();
        return new Count(track, SpeechRateMeter.SYLLABLES_A_PEAK * peaks, spoken * FRAME_SECONDS);
    }

    /** The mean error of the count in per cent. */
    private static double report(String name, List<Count> counts) throws IOException {
        double all = counts.stream().mapToDouble(one -> one.track().syllables()).sum();
        // The best constant there is: chosen on the very tracks that it is measured on.
        double constant =
                all / counts.stream().mapToDouble(Count::speechSeconds).sum();
        double error = error(counts, Count::syllables);
        tell(
                "%-28s %8.1f %8.2f %8.2f   error %.1f, r speech %.2f; counted %.2f, spoken %.2f of what is there",
                name,
                error,
                correlation(counts, one -> one.syllables() / one.speechSeconds(), one -> articulation(one.track())),
                correlation(counts, one -> one.syllables() / one.track().seconds(), SpeechRateBenchmark::speech),
                error(counts, one -> constant * one.speechSeconds()),
                correlation(counts, one -> one.speechSeconds() / one.track().seconds(), SpeechRateBenchmark::speech),
                counts.stream().mapToDouble(Count::syllables).sum() / all,
                counts.stream().mapToDouble(Count::speechSeconds).sum()
                        / counts.stream()
                                .mapToDouble(one -> one.track().speechSeconds())
                                .sum());
        return error;
    }

    private static double articulation(CremaTracks.Track track) {
        return track.syllables() / track.speechSeconds();
    }

    private static double speech(Count count) {
        return count.track().syllables() / count.track().seconds();
    }

    private static double error(List<Count> counts, ToDoubleFunction<Count> estimate) {
        return counts.stream()
                .mapToDouble(one ->
                        100 * Math.abs(estimate.applyAsDouble(one) / one.track().syllables() - 1))
                .average()
                .orElseThrow();
    }

    private static double correlation(List<Count> counts, ToDoubleFunction<Count> one, ToDoubleFunction<Count> other) {
        double meanOne = counts.stream().mapToDouble(one).average().orElseThrow();
        double meanOther = counts.stream().mapToDouble(other).average().orElseThrow();
        ToDoubleFunction<Count> a = count -> one.applyAsDouble(count) - meanOne;
        ToDoubleFunction<Count> b = count -> other.applyAsDouble(count) - meanOther;
        double both = counts.stream()
                .mapToDouble(c -> a.applyAsDouble(c) * b.applyAsDouble(c))
                .sum();
        double squares = counts.stream()
                        .mapToDouble(c -> a.applyAsDouble(c) * a.applyAsDouble(c))
                        .sum()
                * counts.stream()
                        .mapToDouble(c -> b.applyAsDouble(c) * b.applyAsDouble(c))
                        .sum();
        return both / Math.sqrt(squares);
    }

    /** Windows as they come on calls: a hop of each leg, all legs together. */
    private static void cost(SileroVad vad, List<CremaTracks.Track> tracks) throws IOException {
        for (int legs : List.of(1, 4, 16)) {
            List<List<AudioWindow>> windows = tracks.subList(0, legs).stream()
                    .map(track -> Sounds.windows(track.sound()))
                    .toList();
            int rounds = windows.stream().mapToInt(List::size).min().orElseThrow();
            double best = Double.POSITIVE_INFINITY;
            for (int repeat = 0; repeat < 8; repeat++) {
                List<LegSpeech> speech = IntStream.range(0, legs)
                        .mapToObj(i -> new LegSpeech(0.5))
                        .toList();
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (int round = 0; round < rounds; round++) {
                    for (int leg = 0; leg < legs; leg++) {
                        speech.get(leg).add(windows.get(leg).get(round));
                    }
                    vad.hear(speech);
                    speech.forEach(LegSpeech::heard);
                }
                double seconds = legs * (3 + 0.5 * (rounds - 1));
                best = Math.min(
                        best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6 / seconds);
            }
            tell(
                    "cost with %2d legs: %.2f ms of processor a second of sound, speech detector and rate together",
                    legs, best);
        }
    }

    /** What is left when the spectrum is there. */
    private static void costOfCounting() throws IOException {
        FloatBuffer loudness = FloatBuffer.allocate(4 * 1_000);
        FloatBuffer probabilities = FloatBuffer.allocate(1_000);
        Random random = new Random(1);
        for (int frame = 0; frame < 1_000; frame++) {
            probabilities.put(frame, 1);
            for (int step = 0; step < 4; step++) {
                loudness.put(
                        4 * frame + step, (float) (1 + 0.5 * Math.sin(frame + step / 4.0) + 0.1 * random.nextDouble()));
            }
        }
        double best = Double.POSITIVE_INFINITY;
        for (int repeat = 0; repeat < 50; repeat++) {
            SpeechHistory history = new SpeechHistory();
            SyllableCounter counter = new SyllableCounter();
            float[] steps = new float[4];
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int frame = 0; frame < 1_000; frame++) {
                loudness.get(4 * frame, steps);
                history.add(frame * 512L, probabilities.get(frame), true);
                counter.hear(true, steps).forEach(history::syllable);
                if (frame % 16 == 0) {
                    SpeechRateMeter.rate(history);
                }
            }
            best = Math.min(best, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6 / 32);
        }
        tell("of it for counting and rate: %.3f ms", best);
    }

    private static void tell(String format, Object... values) throws IOException {
        String line = String.format(Locale.ROOT, format, values) + "\n";
        Files.writeString(FIGURES, (Files.exists(FIGURES) ? Files.readString(FIGURES) : "") + line);
    }
}
