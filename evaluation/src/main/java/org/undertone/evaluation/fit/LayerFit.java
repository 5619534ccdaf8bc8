package org.undertone.evaluation.fit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import opennlp.tools.ml.maxent.quasinewton.QNMinimizer;
import org.undertone.core.Emotion;

/** Fits a change of a last layer: multinomial regression, held to no change. Several threads may use it. */
final class LayerFit {

    private static final int ITERATIONS = 60;
    private static final int REMEMBERED = 10;
    private static final int EVALUATIONS = 1_000;

    private final SiteData data;

    LayerFit(SiteData data) {
        this.data = data;
    }

    /** On the windows of those callers. The same windows and strength give the same change. */
    SiteData.Change fit(Predicate<String> callers, Strength strength) {
        int[] windows = IntStream.range(0, data.windows().size())
                .filter(window -> callers.test(data.windows().get(window).caller()))
                .toArray();
        QNMinimizer search = new QNMinimizer(0, strength.pull(), ITERATIONS, REMEMBERED, EVALUATIONS);
        double[] change = search.minimize(new LayerLoss(data, windows, weights(windows, strength)));
        return new SiteData.Change(change, -Math.log(strength.neutral()));
    }

    /** Labels weigh alike, within a label its callers do, within a caller the windows; together 1. */
    private double[] weights(int[] windows, Strength strength) {
        Map<Emotion, Set<String>> callers = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (int i : windows) {
            SiteWindow window = data.windows().get(i);
            callers.computeIfAbsent(window.emotion(), emotion -> new HashSet<>())
                    .add(window.caller());
            counts.merge(key(window), 1, Integer::sum);
        }
        double[] weights = new double[windows.length];
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            SiteWindow window = data.windows().get(windows[i]);
            double label = window.emotion() == Emotion.NEUTRAL ? strength.neutral() : 1;
            weights[i] = label / callers.get(window.emotion()).size() / counts.get(key(window));
            all += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= all;
        }
        return weights;
    }

    private static String key(SiteWindow window) {
        return window.emotion().label() + " " + window.caller();
    }
}
