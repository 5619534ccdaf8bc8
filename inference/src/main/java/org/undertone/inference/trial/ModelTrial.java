package org.undertone.inference.trial;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.event.Finding;
import org.undertone.inference.model.EmotionColumns;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.WarmUp;

/** Tries an open model: sounds, lengths, batches, embeddings, speed. Takes some dozen windows' time. */
final class ModelTrial {

    static final List<String> NAMES = List.of("sounds", "lengths", "batches", "embedding", "speed");

    /** How far answers for the same window may lie apart. */
    private static final double SAME = 1e-3;

    private static final double HOP_MILLIS = 500;
    private static final Duration TIMED = Duration.ofMillis(300);
    private static final int TIMED_AT_LEAST = 3;
    private static final List<Integer> OTHER_SECONDS = List.of(1, 2, 5, 10);

    private final ModelDescription model;
    private final TrialSession session;
    private final EmotionColumns columns;
    private final InstantSource clock;
    private final Map<String, float[]> sounds;

    ModelTrial(ModelDescription model, TrialSession session, InstantSource clock) {
        this.model = model;
        this.session = session;
        this.columns = EmotionColumns.of(model);
        this.clock = clock;
        this.sounds = TrialSounds.of(Math.toIntExact(model.window().toMillis() * AudioBlock.SAMPLE_RATE / 1000));
    }

    List<Finding> run() {
        List<Supplier<Finding>> trials =
                List.of(this::sounds, this::lengths, this::batches, this::embedding, this::speed);
        return IntStream.range(0, trials.size())
                .mapToObj(i -> run(NAMES.get(i), trials.get(i)))
                .toList();
    }

    private static Finding run(String name, Supplier<Finding> trial) {
        try {
            return trial.get();
        } catch (ModelException e) {
            return Finding.problem(name, e.getMessage(), "export the model again");
        }
    }

    private Finding sounds() {
        List<String> problems = new ArrayList<>();
        List<float[]> heard = new ArrayList<>();
        sounds.forEach((name, sound) -> {
            try {
                float[] scores = session.answer(sound).scores().get(0);
                wrong(scores).ifPresentOrElse(wrong -> problems.add(name + ": " + wrong), () -> heard.add(scores));
            } catch (ModelException e) {
                problems.add(name + ": " + e.getMessage());
            }
        });
        if (!problems.isEmpty()) {
            return Finding.problem("sounds", String.join("; ", problems), advice(problems));
        }
        return heard.stream().allMatch(scores -> apart(scores, heard.get(0)) == 0)
                ? Finding.warning(
                        "sounds",
                        "it gives exactly the same scores to " + String.join(", ", sounds.keySet()),
                        "it seems not to hear at all; look how it was exported")
                : Finding.ok("sounds", "scores sum to 1 and have no NaN for " + String.join(", ", sounds.keySet()));
    }

    private static String advice(List<String> problems) {
        return problems.stream().anyMatch(problem -> problem.contains("NaN") || problem.contains("infinite"))
                ? "such a window would fail on a live call. Most often the graph divides by the sound's level, or takes"
                        + " a root or logarithm of it: add a small number there, as in (x - mean) / sqrt(var + 1e-5);"
                        + " or 16-bit sums overflow: export it with 32 bits"
                : "correct the graph's end, or labels and trained in model.yaml, and export it again";
    }

    /** What is wrong with a row of scores. */
    private Optional<String> wrong(float[] scores) {
        for (int column = 0; column < scores.length; column++) {
            if (!Float.isFinite(scores[column])) {
                String label = column < model.labels().size() ? model.labels().get(column) : "column " + column;
                return Optional.of(
                        "it gave " + (Float.isNaN(scores[column]) ? "NaN" : "an infinite number") + " for " + label);
            }
        }
        try {
            WarmUp.check(model, columns.read(FloatBuffer.wrap(scores)));
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Finding lengths() {
        List<Integer> taken = new ArrayList<>();
        for (int seconds : OTHER_SECONDS) {
            float[] sound = TrialSounds.of(seconds * AudioBlock.SAMPLE_RATE).get("sound like speech");
            try {
                Optional<String> wrong = wrong(session.answer(sound).scores().get(0));
                if (wrong.isPresent()) {
                    return Finding.problem(
                            "lengths", "of " + seconds + " s of sound " + wrong.get(), advice(List.of(wrong.get())));
                }
                taken.add(seconds);
            } catch (ModelException e) {
                return Finding.warning(
                        "lengths",
                        "it takes " + taken + " s, but not " + seconds + " s: " + e.getMessage(),
                        "keep media.window at " + model.window().toMillis() + "ms");
            }
        }
        return Finding.ok("lengths", "it takes other lengths too: " + taken + " s");
    }

    private Finding batches() {
        List<String> names = List.of("noise", "sound like speech", "silence");
        float[][] windows = names.stream().map(sounds::get).toArray(float[][]::new);
        TrialSession.Answers together;
        try {
            together = session.answer(windows);
        } catch (ModelException e) {
            return Finding.warning(
                    "batches",
                    "it takes one window at a time: " + e.getMessage(),
                    "enough for a CPU; for a GPU export it with an open first dimension");
        }
        for (int row = 0; row < windows.length; row++) {
            float[] alone = session.answer(windows[row]).scores().get(0);
            double apart = apart(alone, together.scores().get(row));
            if (!(apart <= SAME)) {
                return Finding.problem(
                        "batches",
                        String.format(
                                Locale.ROOT,
                                "the answer for a window depends on those beside it: %s differs by %.3f",
                                names.get(row),
                                apart),
                        "one caller's voice would change another's score; normalise and pool each row by itself");
            }
        }
        return Finding.ok("batches", windows.length + " windows together get the scores that they get alone");
    }

    private Finding embedding() {
        for (Map.Entry<String, float[]> sound : sounds.entrySet()) {
            float[] embedding = session.answer(sound.getValue()).embeddings().get(0);
            if (embedding.length != model.embeddingSize()) {
                return Finding.problem(
                        "embedding",
                        "it has " + embedding.length + " values, model.yaml says " + model.embeddingSize(),
                        "correct embedding-size in model.yaml");
            }
            for (float value : embedding) {
                if (!Float.isFinite(value)) {
                    return Finding.problem(
                            "embedding", "it holds " + value + " for " + sound.getKey(), advice(List.of("NaN")));
                }
            }
        }
        return Finding.ok("embedding", model.embeddingSize() + " finite values");
    }

    /** By the quickest window, so that it tells the model's cost and not what else the machine was doing. */
    private Finding speed() {
        float[] sound = sounds.get("noise");
        Instant began = clock.instant();
        Duration quickest = Duration.ofDays(1);
        for (int windows = 0; windows < TIMED_AT_LEAST || clock.instant().isBefore(began.plus(TIMED)); windows++) {
            Instant start = clock.instant();
            var unused = session.answer(sound);
            Duration took = Duration.between(start, clock.instant());
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }
        double millis = Math.max(1e-3, quickest.toNanos() / 1e6);
        int legs = (int) (HOP_MILLIS / millis);
        String detail = String.format(
                Locale.ROOT,
                "%.1f ms a window on one thread: %s a processor at a hop of 500 ms",
                millis,
                legs < 1 ? "less than one leg" : legs == 1 ? "one leg" : "about " + legs + " legs");
        return legs >= 1
                ? Finding.ok("speed", detail)
                : Finding.warning(
                        "speed",
                        detail,
                        String.format(
                                Locale.ROOT,
                                "windows will be left out. Set media.hop to %.0f s or more for one leg a processor, or"
                                        + " use a GPU",
                                Math.ceil(millis / 1000)));
    }

    private static double apart(float[] one, float[] other) {
        if (one.length != other.length) {
            return Double.POSITIVE_INFINITY;
        }
        double most = 0;
        for (int i = 0; i < one.length; i++) {
            double apart = Math.abs(one[i] - other[i]);
            most = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(most, apart);
        }
        return most;
    }
}
