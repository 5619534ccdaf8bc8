package org.undertone.evaluation.adapt;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.DatasetException;
import org.undertone.evaluation.fit.SiteWindow;

/**
 * What a site's recordings hold.
 *
 * @param windows how many of each label
 * @param callers how many of each label
 * @param people how many callers in all
 * @param silent recordings in which nobody is heard to speak, left out
 */
record SiteMaterial(Map<Emotion, Long> windows, Map<Emotion, Long> callers, long people, List<String> silent) {

    private static final int CALLERS = 5;
    private static final int CALLERS_OF_A_LABEL = 3;

    SiteMaterial {
        windows = Collections.unmodifiableMap(new TreeMap<>(windows));
        callers = Collections.unmodifiableMap(new TreeMap<>(callers));
        silent = List.copyOf(silent);
    }

    static SiteMaterial of(List<SiteWindow> windows, List<String> silent) {
        return new SiteMaterial(
                windows.stream().collect(Collectors.groupingBy(SiteWindow::emotion, Collectors.counting())),
                windows.stream()
                        .map(window -> Map.entry(window.emotion(), window.caller()))
                        .distinct()
                        .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting())),
                windows.stream().map(SiteWindow::caller).distinct().count(),
                silent);
    }

    boolean neutralOnly() {
        return callers.keySet().equals(Set.of(Emotion.NEUTRAL));
    }

    /** Whether a model that was trained for anger can lose it, and calls with those labels alone would not tell. */
    static boolean lacksAnger(Set<Emotion> labels, Set<Emotion> trained) {
        return trained.contains(Emotion.ANGRY) && !labels.contains(Emotion.ANGRY);
    }

    /**
     * Whether callers can be left out and the others learnt from.
     *
     * @throws DatasetException with what is missing
     */
    void requireEnough() {
        String few = callers.entrySet().stream()
                .filter(label -> label.getValue() < CALLERS_OF_A_LABEL)
                .map(label -> label.getKey().label() + " of " + label.getValue())
                .collect(Collectors.joining(", "));
        if (people < CALLERS || !few.isEmpty()) {
            throw new DatasetException("too few callers to measure on some and learn from others: there are " + people
                    + (few.isEmpty() ? "" : ", and " + few) + "; at least " + CALLERS + " must be heard to speak, and "
                    + CALLERS_OF_A_LABEL
                    + " with each label that is used. Mark calls of more callers, or leave out the label");
        }
        if (callers.size() == 1 && !neutralOnly()) {
            throw new DatasetException(
                    "all is labelled "
                            + callers.keySet().iterator().next().label()
                            + ": there is nothing to tell it from. Mark neutral stretches too, or give calls with --neutral DIR");
        }
    }

    /** Such as {@code angry 120 windows of 10 callers, neutral 80 of 10}. */
    String told() {
        return windows.entrySet().stream()
                .map(label -> label.getKey().label() + " " + label.getValue() + " windows of "
                        + callers.get(label.getKey()) + " callers")
                .collect(Collectors.joining(", "));
    }
}
