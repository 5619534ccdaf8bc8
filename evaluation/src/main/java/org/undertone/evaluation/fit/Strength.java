package org.undertone.evaluation.fit;

import java.util.List;
import java.util.Locale;

/**
 * How strongly a layer follows the site.
 *
 * @param pull how dear it is to leave the layer that it was: added to the mean loss for each unit of squared distance. The
 *     smaller, the more the site counts
 * @param neutral how much more than another label neutral weighs while it is fitted. As much is taken off its logit
 *     afterwards, so that all labels are equally probable beforehand again
 */
public record Strength(double pull, double neutral) {

    /** From the weakest to the strongest pull. */
    static final List<Strength> ALL = List.of(
            new Strength(0.001, 1),
            new Strength(0.001, 4),
            new Strength(0.01, 1),
            new Strength(0.01, 4),
            new Strength(0.1, 1),
            new Strength(0.1, 4),
            new Strength(1, 1));

    /** Such as {@code pull 0.01, neutral x4}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "pull %s, neutral x%.0f", pull, neutral);
    }
}
