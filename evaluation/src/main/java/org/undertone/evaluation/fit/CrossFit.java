package org.undertone.evaluation.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.figures.HeardExample;
import org.undertone.inference.adapt.LastLayer;

/**
 * Fits a layer on all callers of a site, and says how one fitted on the others does on each caller. How strongly it follows
 * the site is chosen by callers left out once more: no caller is measured by what their own windows chose. Fits are
 * remembered; several threads may use it.
 */
public final class CrossFit {

    private static final int FOLDS = 5;
    private static final int FOLDS_WITHIN = 4;
    private static final long SEED = 1;

    private final SiteData data;
    private final LayerFit fit;
    private final Map<Fitted, SiteData.Change> fitted = new ConcurrentHashMap<>();

    /** Fits nothing yet. */
    public CrossFit(LastLayer parent, List<SiteWindow> windows) {
        this.data = new SiteData(parent, windows);
        this.fit = new LayerFit(data);
    }

    private record Fitted(Set<String> without, Strength strength) {}

    /**
     * What came of it.
     *
     * @param figures of callers left out
     * @param strength that was chosen with all callers
     * @param layer fitted on all of them
     */
    public record Result(List<SiteFigure> figures, Strength strength, LastLayer layer) {

        public Result {
            figures = List.copyOf(figures);
        }
    }

    /** All strengths that suit the labels, from the weakest pull on. */
    public List<Strength> strengths() {
        boolean neutralOnly = data.windows().stream().allMatch(window -> window.emotion() == Emotion.NEUTRAL);
        return Strength.ALL.stream()
                .filter(strength -> !neutralOnly || strength.neutral() == 1)
                .toList();
    }

    /** Chooses among those strengths; it takes seconds, or minutes where there are thousands of windows. */
    public Result run(List<Strength> among) {
        List<Set<String>> folds = CallerFolds.of(data.windows(), FOLDS, SEED);
        List<Strength> chosen =
                folds.parallelStream().map(fold -> chosen(among, fold)).toList();
        HeardExample[] before = new HeardExample[data.windows().size()];
        HeardExample[] after = new HeardExample[before.length];
        for (int fold = 0; fold < folds.size(); fold++) {
            SiteData.Change change = fitted(folds.get(fold), chosen.get(fold));
            for (int window : of(folds.get(fold))) {
                before[window] = heard(window, data.none());
                after[window] = heard(window, change);
            }
        }
        Strength strength = chosen(among, Set.of());
        return new Result(
                SiteFigures.of(List.of(before), List.of(after)), strength, data.layer(fitted(Set.of(), strength)));
    }

    /** The best by those of the other callers who are left out once more. */
    private Strength chosen(List<Strength> among, Set<String> without) {
        List<SiteWindow> rest = data.windows().stream()
                .filter(window -> !without.contains(window.caller()))
                .toList();
        List<Set<String>> folds = CallerFolds.of(rest, without.isEmpty() ? FOLDS : FOLDS_WITHIN, SEED);
        Map<Strength, Double> losses = new ConcurrentHashMap<>();
        among.parallelStream().forEach(strength -> {
            List<HeardExample> heard = new ArrayList<>();
            for (Set<String> fold : folds) {
                Set<String> both = new HashSet<>(fold);
                both.addAll(without);
                SiteData.Change change = fitted(both, strength);
                for (int window : of(fold)) {
                    heard.add(heard(window, change));
                }
            }
            losses.put(strength, SiteFigures.loss(heard));
        });
        return among.stream().min(Comparator.comparingDouble(losses::get)).orElseThrow();
    }

    private int[] of(Set<String> callers) {
        return IntStream.range(0, data.windows().size())
                .filter(window -> callers.contains(data.windows().get(window).caller()))
                .toArray();
    }

    private SiteData.Change fitted(Set<String> without, Strength strength) {
        Fitted key = new Fitted(Set.copyOf(without), strength);
        SiteData.Change known = fitted.get(key);
        if (known == null) {
            known = fit.fit(caller -> !key.without().contains(caller), strength);
            fitted.put(key, known);
        }
        return known;
    }

    private HeardExample heard(int window, SiteData.Change change) {
        SiteWindow of = data.windows().get(window);
        return new HeardExample(of.clip(), of.emotion(), data.probabilities(window, change));
    }
}
