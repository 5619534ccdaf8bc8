package org.undertone.evaluation.figures;

import java.util.List;
import org.undertone.core.Emotion;

/**
 * How well one emotion is heard.
 *
 * @param emotion which, as labelled
 * @param examples how many are labelled so
 * @param recall the share of them that was heard so
 * @param precision the share labelled so of those heard so; 0 where none was
 * @param f1 the harmonic mean of both; 0 where both are
 * @param auc its probability as a test for it against all others: .5 is chance
 * @param heard the row of the confusion matrix: how many of its examples were heard as each of the columns
 */
public record ClassFigures(
        Emotion emotion, int examples, double recall, double precision, double f1, double auc, List<Integer> heard) {

    public ClassFigures {
        heard = List.copyOf(heard);
    }
}
