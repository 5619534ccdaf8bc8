package org.undertone.evaluation.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.undertone.core.Emotion;

/** Callers in groups that are left out together. All of a caller's windows are in one. */
final class CallerFolds {

    private CallerFolds() {}

    /**
     * Deals them out, so that each group has about as many callers of each label.
     *
     * @param most how many groups; fewer where there are fewer callers
     * @return the callers of each group
     */
    static List<Set<String>> of(List<SiteWindow> windows, int most, long seed) {
        Map<String, Set<Emotion>> labels = new TreeMap<>();
        windows.forEach(window -> labels.computeIfAbsent(window.caller(), caller -> new TreeSet<>())
                .add(window.emotion()));
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> order = new HashMap<>();
        labels.keySet().forEach(caller -> order.put(caller, random.nextInt()));
        List<String> callers = labels.keySet().stream()
                .sorted(Comparator.comparing(
                                (String caller) -> labels.get(caller).toString())
                        .thenComparing(order::get))
                .toList();
        List<Set<String>> folds = new ArrayList<>();
        for (int i = 0; i < callers.size(); i++) {
            if (folds.size() < most) {
                folds.add(new LinkedHashSet<>());
            }
            folds.get(i % most).add(callers.get(i));
        }
        return folds;
    }
}
