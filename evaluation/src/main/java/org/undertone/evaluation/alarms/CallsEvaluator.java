package org.undertone.evaluation.alarms;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.undertone.core.Assessment.NotScored;
import org.undertone.evaluation.ActedCall;
import org.undertone.evaluation.ActedCalls;
import org.undertone.evaluation.Evaluator;
import org.undertone.evaluation.Line;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.speech.SileroVad;
import org.undertone.rules.RuleSet;

/** Hears acted calls over a simulated phone line as live calls are heard, and notes when rules open a ticket. */
public final class CallsEvaluator {

    private final Scorer scorer;
    private final SileroVad vad;

    /** Hears with those; they stay open. */
    public CallsEvaluator(Scorer scorer, SileroVad vad) {
        this.scorer = scorer;
        this.vad = vad;
    }

    /**
     * Hears every call; it takes about 40 ms a second of speech, and the caller's thread waits.
     *
     * @param set what the data set is called
     * @throws ModelException if the model fails
     */
    public CallsEvaluation run(
            String set, ActedCalls acted, RuleSet rules, String rulesName, Evaluator.Progress progress) {
        Replayer replayer = new Replayer(new RecordingEars(scorer, vad), rules, Replayer.Setting.ofAMeasuredCustomer());
        List<HeardActedCall> heard = new ArrayList<>();
        for (ActedCall call : acted.calls()) {
            heard.add(hear(call, replayer));
            progress.heard(heard.size(), acted.calls().size());
        }
        return new CallsEvaluation(set, rulesName, heard, acted.unreadable().size());
    }

    private static HeardActedCall hear(ActedCall call, Replayer replayer) {
        Replayed replayed = replayer.replay(Path.of(call.speaker()), call.over(Line.PHONE));
        if (replayed.assessments().stream().anyMatch(NotScored.class::isInstance)) {
            throw new ModelException("the model failed on the acted call of " + call.speaker() + "; the log says why");
        }
        List<Duration> tickets = replayed.alerts().stream()
                .filter(AlarmCount::opensTicket)
                .map(alert -> alert.firedAtAudio())
                .sorted()
                .toList();
        return new HeardActedCall(call.speaker(), call.course(), call.angryFrom(), tickets);
    }
}
