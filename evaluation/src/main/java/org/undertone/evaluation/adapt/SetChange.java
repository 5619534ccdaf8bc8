package org.undertone.evaluation.adapt;

import java.util.Optional;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.figures.Figures;

/**
 * How a set of labelled speech is heard before and after, in 3 s windows over one line.
 *
 * @param title which set
 * @param line over which line
 * @param before by the model that was
 * @param after by the adapted one
 */
public record SetChange(String title, Line line, Figures before, Figures after) {

    /** Two points. */
    private static final double MOST_LOST = 0.02;

    static SetChange of(String title, Measured before, Measured after) {
        return new SetChange(title, before.line(), before.figures(), after.figures());
    }

    /** Whether it says how well anger is told. */
    boolean tellsAnger() {
        return before.anger().isPresent() && after.anger().isPresent();
    }

    /** What is lost by more than two points, as a sentence; empty if nothing is. */
    Optional<String> lost() {
        double anger = angry(before) - angry(after);
        String what = before.uar() - after.uar() > MOST_LOST ? "UAR" : anger > MOST_LOST ? "AUC angry" : "";
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of("on " + title + " (" + line.label() + ") it loses more than two points of " + what);
    }

    private static double angry(Figures figures) {
        return figures.anger().map(Figures.Anger::auc).orElse(0.0);
    }
}
