package org.undertone.evaluation.alarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.evaluation.Evaluator;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.data.DatasetException;
import org.undertone.evaluation.data.NaturalSpeech;
import org.undertone.evaluation.data.NaturalSpeech.Recording;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;

/**
 * Hears natural speech as live calls are heard, each recording the customer's leg of a call of its own, and asks the rules
 * of it. One recording for each thread is in memory at a time.
 */
public final class NaturalEvaluator {

    private static final int TELEPHONE_HZ = 8_000;

    private final Scorer scorer;
    private final Map<String, Scorer> bySource;
    private final SileroVad vad;
    private final AudioFiles files;

    /**
     * Hears with those; they stay open.
     *
     * @param bySource what hears the recordings of a source in place of the scorer; may be empty
     */
    public NaturalEvaluator(Scorer scorer, Map<String, Scorer> bySource, SileroVad vad, AudioFiles files) {
        this.scorer = scorer;
        this.bySource = Map.copyOf(bySource);
        this.vad = vad;
        this.files = files;
    }

    /** A recording that was heard or was not. */
    private sealed interface Outcome {

        record Heard(HeardRecording heard, Map<String, String> errors) implements Outcome {}

        record Unheard(String reason) implements Outcome {}
    }

    /**
     * Hears everything; it takes about 40 ms a second of speech, and the caller's thread waits. What gives no sound and what
     * holds no speech is told and left out.
     *
     * @throws DatasetException if none of it holds speech
     * @throws ModelException if the model fails
     * @throws org.undertone.inference.files.AudioFileException if ffmpeg is needed and not there
     */
    public NaturalEvaluation run(NaturalSpeech speech, NaturalPlan plan, Evaluator.Progress progress) {
        Replayer.Setting customer = Replayer.Setting.ofAMeasuredCustomer();
        ExecutorService pool = Executors.newFixedThreadPool(plan.threads(), work -> {
            Thread thread = new Thread(work, "undertone-natural");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Outcome>> futures = speech.recordings().stream()
                    .map(recording -> pool.submit(
                            () -> hear(recording, replayer(recording.source(), plan, customer), plan.line())))
                    .toList();
            Gathered gathered = new Gathered();
            for (int i = 0; i < futures.size(); i++) {
                gathered.add(speech.recordings().get(i), outcome(futures.get(i)));
                progress.heard(i + 1, futures.size());
            }
            return gathered.evaluation(speech, plan);
        } finally {
            pool.shutdownNow();
        }
    }

    private Replayer replayer(String source, NaturalPlan plan, Replayer.Setting setting) {
        return new Replayer(new RecordingEars(bySource.getOrDefault(source, scorer), vad), plan.rules(), setting);
    }

    private Outcome hear(Recording recording, Replayer replayer, Line line) {
        AudioFile read = files.read(recording.path());
        if (read instanceof AudioFile.Sound sound) {
            Line over = sound.recordedHz() > TELEPHONE_HZ ? line : Line.CLEAN;
            Replayed replayed = replayer.replay(recording.path(), over.over(sound.samples()));
            if (replayed.assessments().stream().anyMatch(NotScored.class::isInstance)) {
                throw new ModelException("the model failed on " + recording.path() + "; the log says why");
            }
            List<Scored> windows = replayed.assessments().stream()
                    .filter(Scored.class::isInstance)
                    .map(Scored.class::cast)
                    .toList();
            Map<String, String> errors = new LinkedHashMap<>();
            replayed.errors().forEach(error -> errors.put(error.rule(), error.first()));
            return windows.isEmpty()
                    ? new Outcome.Unheard("holds no speech")
                    : new Outcome.Heard(
                            new HeardRecording(recording, sound.length(), over, windows, replayed.alerts()), errors);
        }
        return new Outcome.Unheard(read instanceof AudioFile.Unreadable not ? not.reason() : "cannot be read");
    }

    private static Outcome outcome(Future<Outcome> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while natural speech was heard", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new ModelException("natural speech could not be heard: " + e.getCause(), e);
        }
    }

    /** What was heard so far. */
    private final class Gathered {

        private final List<HeardRecording> heard = new ArrayList<>();
        private final Map<String, String> unheard = new LinkedHashMap<>();
        private final Map<String, String> errors = new LinkedHashMap<>();

        void add(Recording recording, Outcome outcome) {
            if (outcome instanceof Outcome.Heard one) {
                heard.add(one.heard());
                one.errors().forEach(errors::putIfAbsent);
            } else if (outcome instanceof Outcome.Unheard not) {
                unheard.put(recording.name(), not.reason());
            }
        }

        NaturalEvaluation evaluation(NaturalSpeech speech, NaturalPlan plan) {
            if (heard.isEmpty()) {
                String first = unheard.keySet().iterator().next();
                throw new DatasetException("nobody is heard to speak in the " + unheard.size() + " sound files in "
                        + speech.folder() + ", such as " + first + ", which " + unheard.get(first)
                        + ": put recordings of natural speech there, one voice a file");
            }
            return new NaturalEvaluation(scorer.model(), plan, heard, unheard, errors);
        }
    }
}
