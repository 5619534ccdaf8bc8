package org.undertone.ledger.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.core.Assessment;
import org.undertone.core.Doubt;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.WindowRef;

/**
 * What became of the sound of one leg.
 *
 * @param leg whose sound
 * @param scored how much was judged
 * @param doubtful how much of that is worth less than it could be, and why; one window may have several doubts
 * @param noSpeech how much held nothing to judge
 * @param notScored how much was not judged, and why
 */
public record LegSound(
        LegId leg,
        Amount scored,
        Map<Doubt, Amount> doubtful,
        Amount noSpeech,
        Map<NotScoredReason, Amount> notScored) {

    /**
     * Some windows. They overlap, so each counts with the sound that the ones before it did not hold.
     *
     * @param windows how many
     * @param length of their sound
     */
    public record Amount(int windows, Duration length) {

        static final Amount NONE = new Amount(0, Duration.ZERO);

        Amount plus(Amount other) {
            return new Amount(windows + other.windows, length.plus(other.length));
        }
    }

    /** What became of the sound of each leg, in the order in which they were heard first. */
    static List<LegSound> of(List<Assessment> assessments) {
        Map<LegId, List<Assessment>> byLeg = new LinkedHashMap<>();
        assessments.forEach(
                assessment -> byLeg.computeIfAbsent(assessment.window().leg(), leg -> new ArrayList<>())
                        .add(assessment));
        return byLeg.entrySet().stream()
                .map(leg -> ofLeg(leg.getKey(), leg.getValue()))
                .toList();
    }

    private static LegSound ofLeg(LegId leg, List<Assessment> assessments) {
        Amount scored = Amount.NONE;
        Map<Doubt, Amount> doubtful = new EnumMap<>(Doubt.class);
        Amount noSpeech = Amount.NONE;
        Map<NotScoredReason, Amount> notScored = new EnumMap<>(NotScoredReason.class);
        Duration before = Duration.ZERO;
        for (Assessment assessment : assessments) {
            Amount amount = new Amount(1, fresh(assessment.window(), before));
            before = assessment.window().to();
            if (assessment instanceof Assessment.Scored judged) {
                scored = scored.plus(amount);
                judged.quality().doubts().forEach(doubt -> doubtful.merge(doubt, amount, Amount::plus));
            } else if (assessment instanceof Assessment.NoSpeech) {
                noSpeech = noSpeech.plus(amount);
            } else if (assessment instanceof Assessment.NotScored not) {
                notScored.merge(not.reason(), amount, Amount::plus);
            }
        }
        return new LegSound(leg, scored, doubtful, noSpeech, notScored);
    }

    /** All of it after a pause, and when audio time starts anew with another tap. */
    private static Duration fresh(WindowRef window, Duration before) {
        Duration whole = window.to().minus(window.from());
        Duration since = window.to().minus(before);
        return since.isNegative() || since.isZero() || since.compareTo(whole) > 0 ? whole : since;
    }
}
