package org.undertone.evaluation.report;

import java.util.List;
import java.util.Optional;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.alarms.AngerCaught;
import org.undertone.evaluation.alarms.CallsEvaluation;
import org.undertone.evaluation.alarms.NaturalEvaluation;
import org.undertone.inference.model.ModelDescription;

/**
 * All that one run of {@code model evaluate} measured; at least one part of it is there.
 *
 * @param model which model
 * @param natural on natural speech, if that was asked for
 * @param labelled on labelled speech, if that was asked for
 * @param also on further labelled speech, each by itself
 * @param calls in calls that actors' clips were joined to, each set by itself, if that was asked for
 */
public record Findings(
        ModelDescription model,
        Optional<NaturalEvaluation> natural,
        Optional<Evaluation> labelled,
        List<Evaluation> also,
        List<CallsEvaluation> calls) {

    public Findings {
        also = List.copyOf(also);
        calls = List.copyOf(calls);
    }

    /** How much of the labelled anger passes what natural speech rarely passes; empty unless both were heard. */
    List<AngerCaught> caught() {
        // Of models that hear a source in place of this one, the scores are no threshold for this one's.
        return natural.filter(speech -> speech.plan().heldOut().isEmpty())
                .flatMap(speech -> labelled.map(one -> AngerCaught.of(speech, one)))
                .orElse(List.of());
    }

    /** In words and tables. */
    Optional<NaturalTables> naturalTables() {
        return natural.map(speech -> new NaturalTables(speech, caught()));
    }
}
