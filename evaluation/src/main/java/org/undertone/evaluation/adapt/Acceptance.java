package org.undertone.evaluation.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.undertone.core.Emotion;
import org.undertone.evaluation.fit.SiteFigure;
import org.undertone.evaluation.fit.SiteFigure.Kind;

/** Whether an adapted model is worth taking. */
final class Acceptance {

    /** What may be lost by chance. */
    private static final double ANGER = 0.005;

    private Acceptance() {}

    /** Why the site's own calls speak against it; empty where they speak for it. */
    static List<String> ofSite(List<SiteFigure> figures, SiteMaterial material) {
        List<String> refused = new ArrayList<>();
        if (material.neutralOnly()) {
            // Whoever calls everything neutral has little loss on these.
            if (!falls(figure(Kind.FALSE, figures))) {
                refused.add("on callers left out it is not heard less often that somebody is angry");
            }
        } else if (!falls(figure(Kind.LOSS, figures))) {
            refused.add(
                    "on callers left out it is not better by more than chance: the interval of the change of the loss"
                            + " must lie below 0");
        }
        figure(Kind.AUC_ANGRY, figures)
                .filter(auc -> auc.change().value() < -ANGER)
                .ifPresent(auc -> refused.add("on callers left out it tells anger from the rest less well"));
        return refused;
    }

    /** Why nobody can say how much anger is lost; empty where the site's own calls or a set do. */
    static List<String> ofAnger(Set<Emotion> trained, SiteMaterial material, List<SetChange> sets) {
        return SiteMaterial.lacksAnger(material.callers().keySet(), trained)
                        && sets.stream().noneMatch(SetChange::tellsAnger)
                ? List.of(
                        "nobody is heard to be angry in the site's calls nor in other speech, so that nothing says how much"
                                + " anger is lost")
                : List.of();
    }

    /** All that is lost elsewhere. */
    static List<String> ofSets(List<SetChange> sets) {
        return sets.stream().flatMap(set -> set.lost().stream()).toList();
    }

    private static Optional<SiteFigure> figure(Kind kind, List<SiteFigure> figures) {
        return figures.stream().filter(figure -> figure.kind() == kind).findFirst();
    }

    private static boolean falls(Optional<SiteFigure> figure) {
        return figure.flatMap(known -> known.change().interval())
                .filter(interval -> interval.to() < 0)
                .isPresent();
    }
}
