package org.undertone.evaluation.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.undertone.evaluation.ActedCall.Course;
import org.undertone.evaluation.alarms.CallsEvaluation;
import org.undertone.evaluation.figures.Interval;
import org.undertone.inference.model.ModelDescription;
import org.undertone.wire.EvaluationMessage;

/** What was measured, as a message. */
public final class EvaluationMessages {

    private EvaluationMessages() {}

    /** All of the findings. */
    public static EvaluationMessage of(Findings findings) {
        return new EvaluationMessage(
                model(findings.model()),
                findings.natural().map(natural -> NaturalMessages.of(natural, findings.caught())),
                findings.labelled().map(LabelledMessages::of),
                findings.calls().stream()
                        .flatMap(set -> Stream.of(Course.values()).map(course -> acted(set, course)))
                        .toList(),
                findings.also().stream().map(LabelledMessages::of).toList());
    }

    private static EvaluationMessage.Model model(ModelDescription model) {
        return new EvaluationMessage.Model(model.name(), model.version(), model.sha256());
    }

    private static EvaluationMessage.ActedCalls acted(CallsEvaluation set, Course course) {
        return new EvaluationMessage.ActedCalls(
                set.set(),
                course.title(),
                set.rulesName(),
                set.caught(course).of(),
                CallsEvaluation.inTime(course).toMillis(),
                set.unreadable(),
                set.caught(course).count(),
                set.tooEarly(course).count(),
                set.medianDelay(course).map(delay -> delay.toMillis()));
    }

    /** The lower and the upper end. */
    static List<Double> ends(Interval interval) {
        return List.of(interval.from(), interval.to());
    }

    /** Nothing where a figure is of nothing. */
    static Optional<Double> known(double figure) {
        return Double.isFinite(figure) ? Optional.of(figure) : Optional.empty();
    }
}
