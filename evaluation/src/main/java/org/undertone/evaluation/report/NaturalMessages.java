package org.undertone.evaluation.report;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.alarms.AlarmCount;
import org.undertone.evaluation.alarms.AngerCaught;
import org.undertone.evaluation.alarms.EmotionShare;
import org.undertone.evaluation.alarms.NaturalEvaluation;
import org.undertone.evaluation.alarms.NaturalPlan;
import org.undertone.wire.EvaluationMessage;

/** What a model makes of natural speech, as part of a message. */
final class NaturalMessages {

    private static final double HOUR = 3_600_000;

    private NaturalMessages() {}

    static EvaluationMessage.Natural of(NaturalEvaluation natural, List<AngerCaught> caught) {
        NaturalPlan plan = natural.plan();
        return new EvaluationMessage.Natural(
                natural.heard().size(),
                natural.length().toMillis() / HOUR,
                natural.speech().toMillis() / HOUR,
                natural.ownKnown().toMillis() / HOUR,
                natural.windows().size(),
                plan.line().label(),
                (int) natural.heard().stream()
                        .filter(recording -> recording.line() != Line.CLEAN)
                        .count(),
                plan.rulesName(),
                plan.rules().versions(),
                List.copyOf(plan.heldOut()),
                natural.alarms().stream().map(NaturalMessages::alarms).toList(),
                natural.shares().stream().map(NaturalMessages::share).toList(),
                natural.sources().stream().map(NaturalMessages::source).toList(),
                caught.stream().map(NaturalMessages::caught).toList(),
                reasons(natural.unheard(), EvaluationMessage.Unheard::new),
                reasons(natural.errors(), EvaluationMessage.Unchecked::new));
    }

    private static EvaluationMessage.Alarms alarms(AlarmCount count) {
        return new EvaluationMessage.Alarms(
                count.what(),
                count.rate().count(),
                EvaluationMessages.known(count.rate().perHour()),
                EvaluationMessages.known(count.rate().perHour())
                        .map(known -> List.of(count.rate().from(), count.rate().to())),
                count.recordings(),
                EvaluationMessages.known(count.recordingShare()));
    }

    private static EvaluationMessage.EmotionShares share(EmotionShare share) {
        return new EvaluationMessage.EmotionShares(share.emotion().label(), share.half(), share.sure());
    }

    private static EvaluationMessage.Source source(NaturalEvaluation.Source source) {
        return new EvaluationMessage.Source(
                source.source(),
                source.heard().size(),
                source.alarms().rate().hours(),
                source.angry().sure(),
                List.of(alarms(source.alarms()), alarms(source.tickets())));
    }

    private static EvaluationMessage.Caught caught(AngerCaught caught) {
        return new EvaluationMessage.Caught(
                caught.threshold().share(),
                caught.threshold().windows(),
                caught.threshold().threshold(),
                caught.line().label(),
                caught.recall().examples(),
                caught.recall().speakers(),
                EvaluationMessages.known(caught.recall().recall()),
                caught.recall().interval().map(EvaluationMessages::ends));
    }

    private static <T> List<T> reasons(Map<String, String> reasons, BiFunction<String, String, T> one) {
        return reasons.entrySet().stream()
                .map(each -> one.apply(each.getKey(), each.getValue()))
                .toList();
    }
}
