package org.undertone.evaluation.alarms;

import java.util.List;
import java.util.Optional;
import org.undertone.core.Assessment.Scored;
import org.undertone.evaluation.Cut;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.figures.AngerRecall;

/**
 * How much labelled anger is caught by a threshold that natural speech rarely passes.
 *
 * @param threshold which
 * @param line over which the labelled speech was heard
 * @param recall how much of it passes
 */
public record AngerCaught(PassingThreshold threshold, Line line, AngerRecall recall) {

    /** For each threshold that can be told, over each line; windows, as calls have them. */
    public static List<AngerCaught> of(NaturalEvaluation natural, Evaluation labelled) {
        List<Scored> windows = natural.windows();
        return PassingThreshold.SHARES.stream()
                .flatMap(share -> PassingThreshold.of(share, windows).stream())
                .flatMap(threshold -> labelled.measured().stream()
                        .filter(measured -> measured.cut() == Cut.WINDOWS)
                        .flatMap(measured -> caught(threshold, measured, labelled).stream()))
                .toList();
    }

    private static Optional<AngerCaught> caught(
            PassingThreshold threshold, Evaluation.Measured measured, Evaluation labelled) {
        return AngerRecall.of(
                        measured.examples(),
                        threshold.threshold(),
                        labelled.plan().seed())
                .map(recall -> new AngerCaught(threshold, measured.line(), recall));
    }
}
