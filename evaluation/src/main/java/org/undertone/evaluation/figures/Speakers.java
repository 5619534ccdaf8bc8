package org.undertone.evaluation.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Cluster bootstrap: what a figure would have been with other speakers of the same kind. Examples of one voice are no
 * independent ones, so whole speakers are drawn.
 */
public final class Speakers {

    private static final int DRAWS = 1_000;

    private final List<String> names;
    private final long seed;

    /** Those who speak in the examples; the same seed draws the same ones. */
    public Speakers(List<HeardExample> heard, long seed) {
        this.names = heard.stream()
                .map(example -> example.clip().speaker())
                .distinct()
                .sorted()
                .toList();
        this.seed = seed;
    }

    /**
     * The middle 95 % of a figure over the draws; those that do not have the figure are passed over.
     *
     * @param figure from how often each speaker was drawn
     * @return empty with fewer than two speakers, or where no draw has the figure
     */
    public Optional<Interval> interval(Function<Map<String, Integer>, OptionalDouble> figure) {
        if (names.size() < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[DRAWS];
        int count = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<String, Integer> drawn = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                drawn.merge(names.get(random.nextInt(names.size())), 1, Integer::sum);
            }
            OptionalDouble value = figure.apply(drawn);
            if (value.isPresent()) {
                values[count++] = value.getAsDouble();
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return count == 0
                ? Optional.empty()
                : Optional.of(new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975)));
    }

    /** Between the two values that are nearest, as NumPy's default. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
