package org.undertone.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.undertone.evaluation.ActedCalls;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.EvaluationPlan;
import org.undertone.evaluation.Evaluator;
import org.undertone.evaluation.alarms.CallsEvaluation;
import org.undertone.evaluation.alarms.CallsEvaluator;
import org.undertone.evaluation.alarms.NaturalEvaluation;
import org.undertone.evaluation.alarms.NaturalEvaluator;
import org.undertone.evaluation.alarms.NaturalPlan;
import org.undertone.evaluation.data.Dataset;
import org.undertone.evaluation.data.NaturalSpeech;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;
import org.undertone.rules.RuleSet;

/** Measures with one model, and tells how far it is. Owned by one thread. */
final class Ears {

    private final Scorer scorer;
    private final PrintWriter progress;
    private final AudioFiles files = new AudioFiles("ffmpeg");

    Ears(Scorer scorer, PrintWriter progress) {
        this.scorer = scorer;
        this.progress = progress;
    }

    NaturalEvaluation natural(NaturalSpeech speech, NaturalPlan plan, HeldOutModels heldOut) {
        tell(
                "%s: %d recordings of natural speech%n",
                speech.folder(), speech.recordings().size());
        plan.rules().warnings().forEach(warning -> tell("! %s%n", warning));
        try (OpenModels others = OpenModels.of(heldOut);
                SileroVad vad = SileroVad.open()) {
            return new NaturalEvaluator(scorer, others.bySource(), vad, files).run(speech, plan, heard("recordings"));
        }
    }

    Evaluation labelled(Path folder, Dataset dataset, EvaluationPlan plan) {
        tell("%s: %d clips of %s%n", folder, dataset.clips().size(), dataset.title());
        return new Evaluator(scorer, files).run(dataset, plan, heard("speakers"));
    }

    List<CallsEvaluation> calls(List<Dataset> datasets, RuleSet rules, String rulesName, long seed) {
        List<CallsEvaluation> evaluations = new ArrayList<>();
        try (SileroVad vad = SileroVad.open()) {
            for (Dataset dataset : datasets) {
                ActedCalls calls = ActedCalls.of(dataset, files, seed);
                tell("%d acted calls of %s%n", calls.calls().size(), dataset.title());
                calls.unreadable().forEach((path, reason) -> tell("! %s %s%n", path, reason));
                evaluations.add(
                        new CallsEvaluator(scorer, vad).run(dataset.title(), calls, rules, rulesName, heard("calls")));
            }
        }
        return evaluations;
    }

    List<Evaluation> also(List<Path> folders, List<Dataset> datasets, EvaluationPlan plan) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            evaluations.add(labelled(folders.get(i), datasets.get(i), plan));
        }
        return evaluations;
    }

    /** Ten lines are enough to see that it goes on. */
    private Evaluator.Progress heard(String what) {
        return (heard, all) -> {
            if (heard * 10 / all > (heard - 1) * 10 / all) {
                tell("heard %d of %d %s%n", heard, all, what);
            }
        };
    }

    private void tell(String line, Object... values) {
        progress.printf(Locale.ROOT, line, values);
        progress.flush();
    }
}
