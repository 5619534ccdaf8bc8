package org.undertone.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.evaluation.data.Clip;

/** Against scikit-learn 1.x: recall_score, f1_score, roc_auc_score, classification_report, confusion_matrix. */
class FiguresTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final Set<Emotion> FOUR = Set.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.NEUTRAL, Emotion.SAD);

    private final Figures figures = Figures.of(sixteen(), FOUR, 1);

    @Test
    void recallAccuracyAndF1AreScikitLearns() {
        assertThat(figures.examples()).isEqualTo(16);
        assertThat(figures.speakers()).isEqualTo(3);
        assertThat(figures.uar()).isCloseTo(0.625, EXACT);
        assertThat(figures.accuracy()).isCloseTo(0.625, EXACT);
        assertThat(figures.macroF1()).isCloseTo(0.6232142857142857, EXACT);
    }

    @Test
    void eachClassHasItsRecallPrecisionF1AndAuc() {
        assertThat(figures.classes()).extracting(ClassFigures::emotion).isEqualTo(figures.columns());
        assertThat(column(ClassFigures::recall)).containsExactly(0.75, 0.75, 0.75, 0.25);
        assertThat(column(ClassFigures::precision)).containsExactly(0.5, 0.75, 1.0, 1 / 3.0);
        assertThat(column(ClassFigures::f1)).containsExactly(0.6, 0.75, 6 / 7.0, 2 / 7.0);
        assertThat(column(ClassFigures::auc))
                .zipSatisfy(
                        List.of(0.90625, 0.9583333333333334, 0.8541666666666666, 0.4791666666666667),
                        (auc, expected) -> assertThat(auc).isCloseTo(expected, EXACT));
    }

    @Test
    void theConfusionMatrixHasARowForEachLabel() {
        assertThat(figures.classes().stream().map(ClassFigures::heard))
                .containsExactly(List.of(3, 0, 0, 1), List.of(1, 3, 0, 0), List.of(0, 0, 3, 1), List.of(2, 1, 0, 1));
    }

    @Test
    void whatIsHeardThoughNobodyIsLabelledSoHasAColumn() {
        List<HeardExample> heard = List.of(
                heard("a", Emotion.ANGRY, 0.2, 0, 0, 0, 0, 0.8, 0, 0, 0),
                heard("a", Emotion.SAD, 0.2, 0, 0, 0, 0, 0, 0.8, 0, 0));

        Figures two = Figures.of(heard, Set.of(Emotion.ANGRY, Emotion.SAD), 1);

        assertThat(two.columns()).containsExactly(Emotion.ANGRY, Emotion.OTHER, Emotion.SAD);
        assertThat(two.classes().stream().map(ClassFigures::heard)).containsExactly(List.of(0, 1, 0), List.of(0, 0, 1));
    }

    @Test
    void calibrationIsTheDistanceOfSurenessAndTruth() {
        Calibration calibration = figures.calibration();

        assertThat(calibration.error()).isCloseTo(0.193125, EXACT);
        assertThat(calibration.bins().stream()
                        .mapToInt(Calibration.Bin::examples)
                        .sum())
                .isEqualTo(16);
        // 0.62 is right, 0.64 is wrong.
        assertThat(calibration.bins()).contains(new Calibration.Bin(2, 0.63, 0.5), new Calibration.Bin(1, 0.81, 1));
    }

    @Test
    void angerCountsAsCaughtFromPointSixOn() {
        Figures.Anger anger = figures.anger().orElseThrow();

        assertThat(anger.auc()).isCloseTo(0.90625, EXACT);
        assertThat(anger.caught()).isEqualTo(0.5);
        assertThat(anger.falseAlarms()).isCloseTo(1 / 12.0, EXACT);
    }

    @Test
    void angerAgainstNeutralLeavesAllOthersOut() {
        List<HeardExample> heard = List.of(
                heard("a", Emotion.ANGRY, 0.6, 0, 0, 0, 0.4, 0, 0, 0, 0),
                heard("a", Emotion.NEUTRAL, 0.5, 0, 0, 0, 0.5, 0, 0, 0, 0),
                heard("b", Emotion.NEUTRAL, 0.7, 0, 0, 0, 0.3, 0, 0, 0, 0),
                heard("b", Emotion.HAPPY, 0.9, 0, 0, 0.1, 0, 0, 0, 0, 0),
                heard("b", Emotion.SAD, 0.8, 0, 0, 0, 0, 0, 0.2, 0, 0));

        Figures.Anger anger = Figures.of(heard, FOUR, 1).anger().orElseThrow();

        assertThat(anger.auc()).isCloseTo(0.25, EXACT);
        assertThat(anger.againstNeutral().orElseThrow().value()).isCloseTo(0.5, EXACT);
        assertThat(Figures.of(oneGoodOneBad(), FOUR, 1).anger().orElseThrow().againstNeutral())
                .as("nobody is neutral")
                .isEmpty();
    }

    @Test
    void whereNobodyIsAngryThereIsNoFigureOfAnger() {
        List<HeardExample> heard = sixteen().stream()
                .filter(example -> example.emotion() != Emotion.ANGRY)
                .toList();

        assertThat(Figures.of(heard, FOUR, 1).anger()).isEmpty();
    }

    @Test
    void anIntervalDrawsWholeSpeakers() {
        Interval interval = Figures.of(oneGoodOneBad(), FOUR, 1).uarInterval().orElseThrow();

        // A quarter of the draws has one of the two alone: both ends are reached, whatever the number of examples.
        assertThat(interval).isEqualTo(new Interval(0, 1));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        assertThat(Figures.of(sixteen(), FOUR, 7)).isEqualTo(Figures.of(sixteen(), FOUR, 7));
        Interval interval = figures.uarInterval().orElseThrow();
        assertThat(figures.uar()).isBetween(interval.from(), interval.to());
        Interval anger = figures.anger().orElseThrow().aucInterval().orElseThrow();
        assertThat(0.90625).isBetween(anger.from(), anger.to());
    }

    @Test
    void oneSpeakerHasNoInterval() {
        List<HeardExample> heard = oneGoodOneBad().stream()
                .filter(example -> example.clip().speaker().equals("good"))
                .toList();

        assertThat(Figures.of(heard, FOUR, 1).uarInterval()).isEqualTo(Optional.empty());
    }

    @Test
    void quantilesLieBetweenTheNearestAsNumPysDo() {
        assertThat(Speakers.quantile(new double[] {1, 2, 4, 8}, 0.25)).isCloseTo(1.75, EXACT);
        assertThat(Speakers.quantile(new double[] {1, 2, 4, 8}, 1)).isEqualTo(8);
    }

    private List<Double> column(Function<ClassFigures, Double> figure) {
        return figures.classes().stream().map(figure).toList();
    }

    private static List<HeardExample> oneGoodOneBad() {
        List<HeardExample> heard = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            heard.add(heard("good", Emotion.ANGRY, 0.9, 0, 0, 0.1, 0, 0, 0, 0, 0));
            heard.add(heard("good", Emotion.HAPPY, 0.1, 0, 0, 0.9, 0, 0, 0, 0, 0));
            heard.add(heard("bad", Emotion.ANGRY, 0.1, 0, 0, 0.9, 0, 0, 0, 0, 0));
            heard.add(heard("bad", Emotion.HAPPY, 0.9, 0, 0, 0.1, 0, 0, 0, 0, 0));
        }
        return heard;
    }

    private static List<HeardExample> sixteen() {
        return """
                angry, s0, 0.62, 0.20, 0.02, 0.16
                happy, s1, 0.18, 0.47, 0.24, 0.11
                neutral, s2, 0.39, 0.04, 0.41, 0.16
                sad, s0, 0.64, 0.19, 0.13, 0.04
                angry, s1, 0.39, 0.03, 0.08, 0.50
                happy, s2, 0.08, 0.53, 0.29, 0.10
                neutral, s0, 0.15, 0.22, 0.15, 0.48
                sad, s1, 0.06, 0.26, 0.23, 0.45
                angry, s2, 0.36, 0.17, 0.26, 0.21
                happy, s0, 0.32, 0.32, 0.32, 0.04
                neutral, s1, 0.28, 0.16, 0.47, 0.09
                sad, s2, 0.16, 0.39, 0.09, 0.36
                angry, s0, 0.81, 0.10, 0.05, 0.04
                happy, s1, 0.13, 0.35, 0.20, 0.32
                neutral, s2, 0.31, 0.31, 0.36, 0.02
                sad, s0, 0.33, 0.31, 0.33, 0.03
                """.lines().map(line -> line.split(", ")).map(FiguresTest::heard).toList();
    }

    private static HeardExample heard(String[] cells) {
        double[] scores = new double[9];
        scores[Emotion.ANGRY.index()] = Double.parseDouble(cells[2]);
        scores[Emotion.HAPPY.index()] = Double.parseDouble(cells[3]);
        scores[Emotion.NEUTRAL.index()] = Double.parseDouble(cells[4]);
        scores[Emotion.SAD.index()] = Double.parseDouble(cells[5]);
        return heard(cells[1], Emotion.ofLabel(cells[0]).orElseThrow(), scores);
    }

    private static HeardExample heard(String speaker, Emotion emotion, double... scores) {
        return new HeardExample(
                new Clip(Path.of("clip.wav"), speaker, emotion.label()), emotion, Probabilities.of(scores));
    }
}
