package org.undertone.evaluation.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;

/** What table, page and card say in the same words. */
final class Words {

    static final String ABBREVIATIONS =
            "UAR: unweighted average recall; WA: share heard right; AUC angry: angry against all"
                    + " others; ECE: expected calibration error of the highest score, 10 bins; in brackets 95 % intervals over"
                    + " speakers. Last two: share of angry examples, and of all others, with angry >= 0.6.";

    private Words() {}

    static String what(Measured measured, Evaluation evaluation) {
        return switch (measured.cut()) {
            case CLIPS -> "whole clips";
            case WINDOWS ->
                BigDecimal.valueOf(evaluation.model().window().toMillis(), 3)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " s windows";
        };
    }

    /** What was measured, over which line, as a heading. */
    static String heading(Measured measured, Evaluation evaluation) {
        String name = what(measured, evaluation) + ", " + measured.line().title();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** On what it was measured. */
    static String dataset(Evaluation evaluation) {
        int speakers = evaluation.measured().get(0).figures().speakers();
        return evaluation.dataset().title() + ": " + evaluation.clips() + " clips of " + speakers + " speakers";
    }

    /** What was not heard; empty if everything was. */
    static String leftOut(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        if (!evaluation.leftOut().isEmpty()) {
            text.append("Left out, because the model was not trained for them: ")
                    .append(counts(evaluation.leftOut()))
                    .append(". ");
        }
        if (evaluation.dataset().unnamed() > 0) {
            text.append("Left out, because their names tell nothing: ")
                    .append(evaluation.dataset().unnamed())
                    .append(" sound files. ");
        }
        if (!evaluation.unreadable().isEmpty()) {
            text.append("Left out, because they gave no sound: ")
                    .append(evaluation.unreadable().size())
                    .append(" files. ");
        }
        return text.toString().strip();
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The human ceiling; empty where nobody voted. */
    static String listeners(Evaluation evaluation) {
        return evaluation
                .listeners()
                .map(listeners -> "Human listeners who only heard these clips (" + listeners.clips() + " clips, "
                        + String.format(Locale.ROOT, "%.0f", listeners.votesPerClip())
                        + " listeners each): one chose the"
                        + " label in " + NumberText.percent(listeners.oneRight()) + " of the cases, the majority in "
                        + NumberText.percent(listeners.majorityRight()) + ".")
                .orElse("");
    }
}
