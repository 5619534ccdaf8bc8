package org.undertone.evaluation.adapt;

import java.util.List;
import org.undertone.evaluation.fit.SiteFigure;
import org.undertone.evaluation.fit.Strength;
import org.undertone.inference.model.ModelDescription;

/**
 * What came of adapting a model.
 *
 * @param parent the model that was
 * @param material what it was adapted to
 * @param strength how strongly it follows the site
 * @param figures of callers left out
 * @param sets how other sets are heard; none where none was asked for, or the site's own calls decided already
 * @param refused why it was not taken; empty where it was
 */
public record Adapted(
        ModelDescription parent,
        SiteMaterial material,
        Strength strength,
        List<SiteFigure> figures,
        List<SetChange> sets,
        List<String> refused) {

    public Adapted {
        figures = List.copyOf(figures);
        sets = List.copyOf(sets);
        refused = List.copyOf(refused);
    }
}
