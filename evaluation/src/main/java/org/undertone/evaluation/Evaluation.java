package org.undertone.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.evaluation.data.Dataset;
import org.undertone.evaluation.figures.Figures;
import org.undertone.evaluation.figures.HeardExample;
import org.undertone.evaluation.figures.Listeners;
import org.undertone.evaluation.figures.Mixtures;
import org.undertone.inference.model.ModelDescription;

/**
 * Everything that was measured of a model on a data set.
 *
 * @param model which model
 * @param dataset on what
 * @param plan how
 * @param clips how many clips were heard
 * @param leftOut how many clips were not heard because of their label, by label
 * @param unreadable files that gave no sound, and why
 * @param measured a cut and a line each
 * @param listeners what listeners made of the same clips, where their votes are known
 */
public record Evaluation(
        ModelDescription model,
        Dataset dataset,
        EvaluationPlan plan,
        int clips,
        Map<String, Integer> leftOut,
        Map<Path, String> unreadable,
        List<Measured> measured,
        Optional<Listeners> listeners) {

    /**
     * One line of the table.
     *
     * @param cut what was heard at once
     * @param line over which line
     * @param examples what was heard
     * @param figures how well
     * @param mixtures for whole clips with listeners' votes: how well mixed emotions were recognised
     */
    public record Measured(
            Cut cut, Line line, List<HeardExample> examples, Figures figures, Optional<Mixtures> mixtures) {

        public Measured {
            examples = List.copyOf(examples);
        }
    }
}
