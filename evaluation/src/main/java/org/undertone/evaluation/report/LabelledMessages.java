package org.undertone.evaluation.report;

import java.util.Optional;
import org.undertone.core.Emotion;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.figures.Calibration;
import org.undertone.evaluation.figures.ClassFigures;
import org.undertone.evaluation.figures.Figures;
import org.undertone.evaluation.figures.Listeners;
import org.undertone.evaluation.figures.Mixtures;
import org.undertone.wire.EvaluationMessage;

/** What was measured on labelled recordings, as part of a message. */
final class LabelledMessages {

    private LabelledMessages() {}

    static EvaluationMessage.Labelled of(Evaluation evaluation) {
        return new EvaluationMessage.Labelled(
                evaluation.dataset().title(),
                evaluation.clips(),
                evaluation.plan().seed(),
                evaluation.plan().lines().stream().map(line -> line.label()).toList(),
                evaluation.leftOut(),
                evaluation.dataset().unnamed(),
                evaluation.unreadable().entrySet().stream()
                        .map(file ->
                                new EvaluationMessage.Unreadable(file.getKey().toString(), file.getValue()))
                        .toList(),
                evaluation.measured().stream().map(LabelledMessages::measured).toList(),
                evaluation.listeners().map(LabelledMessages::listeners));
    }

    private static EvaluationMessage.Measured measured(Measured measured) {
        Figures figures = measured.figures();
        return new EvaluationMessage.Measured(
                measured.cut().label(),
                measured.line().label(),
                figures.examples(),
                figures.speakers(),
                figures.uar(),
                figures.uarInterval().map(EvaluationMessages::ends),
                figures.accuracy(),
                figures.macroF1(),
                figures.anger().map(LabelledMessages::anger),
                figures.calibration().error(),
                figures.calibration().bins().stream().map(LabelledMessages::bin).toList(),
                figures.columns().stream().map(Emotion::label).toList(),
                figures.classes().stream().map(LabelledMessages::row).toList(),
                measured.mixtures().map(LabelledMessages::mixtures));
    }

    private static EvaluationMessage.Anger anger(Figures.Anger anger) {
        return new EvaluationMessage.Anger(
                anger.auc(),
                anger.aucInterval().map(EvaluationMessages::ends),
                anger.againstNeutral().map(Figures.Auc::value),
                anger.againstNeutral().flatMap(Figures.Auc::interval).map(EvaluationMessages::ends),
                anger.caught(),
                anger.falseAlarms());
    }

    private static EvaluationMessage.Bin bin(Calibration.Bin bin) {
        return new EvaluationMessage.Bin(bin.examples(), bin.confidence(), bin.accuracy());
    }

    private static EvaluationMessage.OfEmotion row(ClassFigures row) {
        return new EvaluationMessage.OfEmotion(
                row.emotion().label(),
                row.examples(),
                EvaluationMessages.known(row.recall()),
                EvaluationMessages.known(row.precision()),
                EvaluationMessages.known(row.f1()),
                EvaluationMessages.known(row.auc()),
                row.heard());
    }

    private static EvaluationMessage.Mixtures mixtures(Mixtures mixtures) {
        return new EvaluationMessage.Mixtures(
                mixtures.clips(),
                mixtures.mixed(),
                mixtures.auc().isPresent() ? Optional.of(mixtures.auc().getAsDouble()) : Optional.empty(),
                mixtures.topTwo().map(LabelledMessages::topTwo),
                mixtures.distance(),
                mixtures.uniformDistance(),
                mixtures.priorDistance());
    }

    private static EvaluationMessage.TopTwo topTwo(Mixtures.TopTwo top) {
        return new EvaluationMessage.TopTwo(
                top.model(), top.twoListeners(), top.chance(), top.modelFirst(), top.oneListener(), top.chanceFirst());
    }

    private static EvaluationMessage.Listeners listeners(Listeners listeners) {
        return new EvaluationMessage.Listeners(
                listeners.clips(), listeners.votesPerClip(), listeners.oneRight(), listeners.majorityRight());
    }
}
