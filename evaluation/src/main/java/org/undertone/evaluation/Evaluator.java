package org.undertone.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.data.Dataset;
import org.undertone.evaluation.data.DatasetException;
import org.undertone.evaluation.figures.Figures;
import org.undertone.evaluation.figures.HeardExample;
import org.undertone.evaluation.figures.Listeners;
import org.undertone.evaluation.figures.Mixtures;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

/**
 * Measures how well a model hears a data set, by the scorer that live calls are heard by. One speaker's sound is in
 * memory at a time.
 */
public final class Evaluator {

    private final Scorer scorer;
    private final AudioFiles files;

    /** Makes it; the scorer stays the caller's to close. */
    public Evaluator(Scorer scorer, AudioFiles files) {
        this.scorer = scorer;
        this.files = files;
    }

    /** Is told how far it is. */
    @FunctionalInterface
    public interface Progress {

        /** So many of all speakers were heard. */
        void heard(int speakers, int all);
    }

    /**
     * Hears everything; it takes about 20 ms a window, and the caller's thread waits.
     *
     * @throws DatasetException if nothing is left that the model was trained to hear, or only one emotion of it
     * @throws ModelException if the model fails
     * @throws org.undertone.inference.files.AudioFileException if ffmpeg is needed and not there
     */
    public Evaluation run(Dataset dataset, EvaluationPlan plan, Progress progress) {
        Hearing hearing = new Hearing(plan);
        ExecutorService pool = Executors.newFixedThreadPool(plan.threads(), work -> {
            Thread thread = new Thread(work, "undertone-evaluate");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Set<Emotion> trained = scorer.model().trained();
            List<Clip> known = dataset.clips().stream()
                    .filter(clip -> clip.emotion().filter(trained::contains).isPresent())
                    .toList();
            List<Clip> clips = limited(known, plan);
            Map<String, List<Clip>> speakers =
                    clips.stream().collect(Collectors.groupingBy(Clip::speaker, TreeMap::new, Collectors.toList()));
            int done = 0;
            for (List<Clip> speaker : speakers.values()) {
                hearing.hear(speaker, pool);
                progress.heard(++done, speakers.size());
            }
            return hearing.evaluation(dataset, leftOut(dataset, trained));
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<String> names(Set<Emotion> emotions) {
        return emotions.stream()
                .sorted(Comparator.comparingInt(Emotion::index))
                .map(Emotion::label)
                .toList();
    }

    private static List<Clip> limited(List<Clip> clips, EvaluationPlan plan) {
        if (plan.limit().isEmpty() || plan.limit().getAsInt() >= clips.size()) {
            return clips;
        }
        return Examples.drawn(clips, plan.limit().getAsInt(), new SplittableRandom(plan.seed())).stream()
                .sorted(Comparator.comparing(Clip::path))
                .toList();
    }

    private static Map<String, Integer> leftOut(Dataset dataset, Set<Emotion> trained) {
        Map<String, Integer> leftOut = new TreeMap<>();
        dataset.clips().stream()
                .filter(clip -> clip.emotion().filter(trained::contains).isEmpty())
                .forEach(clip -> leftOut.merge(clip.label(), 1, Integer::sum));
        return Collections.unmodifiableMap(leftOut);
    }

    /** What was heard so far. */
    private final class Hearing {

        private final EvaluationPlan plan;
        private final SplittableRandom random;
        private final Map<Cut, Map<Line, List<HeardExample>>> heard = new EnumMap<>(Cut.class);
        private final Map<Path, String> unreadable = new LinkedHashMap<>();
        private final List<Clip> clips = new ArrayList<>();

        Hearing(EvaluationPlan plan) {
            this.plan = plan;
            this.random = new SplittableRandom(plan.seed());
            for (Cut cut : Cut.values()) {
                heard.put(cut, new EnumMap<>(Line.class));
                plan.lines().forEach(line -> heard.get(cut).put(line, new ArrayList<>()));
            }
        }

        void hear(List<Clip> speaker, ExecutorService pool) {
            List<Examples.Voiced> voiced = voiced(speaker);
            voiced.forEach(clip -> clips.add(clip.clip()));
            List<Example> examples = new Examples(plan.lines(), random.split()).of(voiced);
            List<Callable<HeardExample>> work = examples.stream()
                    .map(example -> (Callable<HeardExample>) () -> example.heard(scorer))
                    .toList();
            List<HeardExample> results = all(pool, work);
            for (int i = 0; i < results.size(); i++) {
                Example example = examples.get(i);
                heard.get(example.cut()).get(example.line()).add(results.get(i));
            }
        }

        private List<Examples.Voiced> voiced(List<Clip> speaker) {
            List<Examples.Voiced> voiced = new ArrayList<>();
            List<AudioFile> read = files.read(speaker.stream().map(Clip::path).toList());
            for (int i = 0; i < read.size(); i++) {
                Clip clip = speaker.get(i);
                Emotion emotion = clip.emotion().orElseThrow();
                if (read.get(i) instanceof AudioFile.Unreadable file) {
                    unreadable.put(file.path(), file.reason());
                } else if (read.get(i) instanceof AudioFile.Sound sound) {
                    if (silent(sound.samples())) {
                        unreadable.put(sound.path(), "is silent throughout");
                    } else {
                        voiced.add(new Examples.Voiced(clip, emotion, ClipSamples.of(sound.samples())));
                    }
                }
            }
            return voiced;
        }

        private boolean silent(short[] samples) {
            for (short sample : samples) {
                if (sample != 0) {
                    return false;
                }
            }
            return true;
        }

        Evaluation evaluation(Dataset dataset, Map<String, Integer> leftOut) {
            check(dataset, leftOut);
            List<Evaluation.Measured> measured = new ArrayList<>();
            for (Line line : plan.lines()) {
                for (Cut cut : Cut.values()) {
                    measured.add(measured(cut, line, dataset));
                }
            }
            return new Evaluation(
                    scorer.model(),
                    dataset,
                    plan,
                    clips.size(),
                    leftOut,
                    Collections.unmodifiableMap(unreadable),
                    measured,
                    dataset.votes().flatMap(votes -> Listeners.of(clips, votes)));
        }

        private Evaluation.Measured measured(Cut cut, Line line, Dataset dataset) {
            List<HeardExample> examples = heard.get(cut).get(line);
            return new Evaluation.Measured(
                    cut,
                    line,
                    examples,
                    Figures.of(examples, scorer.model().trained(), plan.seed()),
                    cut == Cut.CLIPS
                            ? dataset.votes().flatMap(votes -> Mixtures.of(examples, votes))
                            : Optional.empty());
        }

        private void check(Dataset dataset, Map<String, Integer> leftOut) {
            Set<String> labels = clips.stream().map(Clip::label).collect(Collectors.toSet());
            if (labels.size() >= 2) {
                return;
            }
            String first = unreadable.entrySet().stream()
                    .findFirst()
                    .map(file -> ", such as " + file.getKey() + ", which " + file.getValue())
                    .orElse("");
            throw new DatasetException("there are no two emotions to tell apart: of "
                    + dataset.clips().size()
                    + " labelled clips " + clips.size() + " can be heard " + labels + ", " + unreadable.size()
                    + " files cannot be read" + first + ", and the model was not trained for the labels " + leftOut
                    + "; it was trained for " + names(scorer.model().trained()));
        }
    }

    private static List<HeardExample> all(ExecutorService pool, Collection<Callable<HeardExample>> work) {
        try {
            List<HeardExample> results = new ArrayList<>(work.size());
            for (Future<HeardExample> future : pool.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while the model was measured", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new ModelException("the model could not be measured: " + e.getCause(), e);
        }
    }
}
