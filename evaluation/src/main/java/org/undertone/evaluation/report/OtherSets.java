package org.undertone.evaluation.report;

import java.util.List;
import org.undertone.evaluation.Cut;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.figures.Figures;

/** How anger is heard in further labelled speech, such as of other languages: a row for each set and line. */
final class OtherSets {

    static final String NOTE =
            "3 s windows. AUC: angry against neutral, which is what a call mostly is, and against all"
                    + " others; recall: share of angry windows with angry >= 0.6; false: share of all others with that; in brackets"
                    + " 95 % intervals over speakers.";

    private static final String NONE = "–";

    private OtherSets() {}

    static Table table(List<Evaluation> sets) {
        List<List<String>> rows = sets.stream()
                .flatMap(set -> set.measured().stream()
                        .filter(measured -> measured.cut() == Cut.WINDOWS)
                        .map(measured -> row(set, measured)))
                .toList();
        return new Table(
                List.of("set", "line", "AUC angry, neutral", "AUC angry, all", "recall", "false", "UAR", "ECE"), rows);
    }

    private static List<String> row(Evaluation set, Measured measured) {
        Figures figures = measured.figures();
        return List.of(
                Words.dataset(set),
                measured.line().label(),
                figures.anger()
                        .flatMap(Figures.Anger::againstNeutral)
                        .map(auc -> NumberText.with(auc.value(), auc.interval()))
                        .orElse(NONE),
                figures.anger()
                        .map(anger -> NumberText.with(anger.auc(), anger.aucInterval()))
                        .orElse(NONE),
                figures.anger().map(anger -> NumberText.two(anger.caught())).orElse(NONE),
                figures.anger()
                        .map(anger -> NumberText.three(anger.falseAlarms()))
                        .orElse(NONE),
                NumberText.three(figures.uar()),
                NumberText.three(figures.calibration().error()));
    }
}
