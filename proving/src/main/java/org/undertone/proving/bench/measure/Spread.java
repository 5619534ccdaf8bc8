package org.undertone.proving.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some measurements of one thing.
 *
 * @param sorted the measurements, smallest first
 */
public record Spread(List<Double> sorted) {

    public Spread {
        sorted = sorted.stream().sorted().toList();
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** The value below which that share of them lies (nearest rank); not a number where there are none. */
    public double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        int size = sorted.size();
        return isEmpty() ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** Not a number where there are none. */
    public double smallest() {
        return quantile(0);
    }

    /** Not a number where there are none. */
    public double largest() {
        return quantile(1);
    }

    /** For JSON; empty where there are no measurements. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!isEmpty()) {
            json.put("median", FigureText.rounded(median()));
            json.put("smallest", FigureText.rounded(smallest()));
            json.put("largest", FigureText.rounded(largest()));
        }
        return json;
    }
}
