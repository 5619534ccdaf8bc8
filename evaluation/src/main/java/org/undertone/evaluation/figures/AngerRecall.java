package org.undertone.evaluation.figures;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.undertone.core.Emotion;

/**
 * How much labelled anger passes a threshold.
 *
 * @param examples how many are labelled angry, at least one
 * @param speakers of those, how many voices
 * @param recall the share of them that passes
 * @param interval of it, with two speakers or more
 */
public record AngerRecall(int examples, int speakers, double recall, Optional<Interval> interval) {

    /** Of one speaker, how many angry examples there are and how many of them pass. */
    private record Tally(int passed, int all) {

        Tally plus(Tally other) {
            return new Tally(passed + other.passed, all + other.all);
        }
    }

    /**
     * Counts those whose probability of anger lies above the threshold; empty where nothing is labelled angry.
     *
     * @param seed of the draws of speakers
     */
    public static Optional<AngerRecall> of(List<HeardExample> examples, double threshold, long seed) {
        List<HeardExample> angry = examples.stream()
                .filter(example -> example.emotion() == Emotion.ANGRY)
                .toList();
        Map<String, Tally> speakers = new TreeMap<>();
        for (HeardExample example : angry) {
            speakers.merge(
                    example.clip().speaker(), new Tally(example.of(Emotion.ANGRY) > threshold ? 1 : 0, 1), Tally::plus);
        }
        OptionalDouble recall = recall(speakers.values().stream().toList());
        return recall.isEmpty()
                ? Optional.empty()
                : Optional.of(new AngerRecall(
                        angry.size(),
                        speakers.size(),
                        recall.getAsDouble(),
                        new Speakers(angry, seed).interval(drawn -> recall(times(speakers, drawn)))));
    }

    private static List<Tally> times(Map<String, Tally> speakers, Map<String, Integer> drawn) {
        return drawn.entrySet().stream()
                .map(draw -> {
                    Tally tally = speakers.get(draw.getKey());
                    return new Tally(tally.passed() * draw.getValue(), tally.all() * draw.getValue());
                })
                .toList();
    }

    private static OptionalDouble recall(List<Tally> tallies) {
        Tally sum = tallies.stream().reduce(new Tally(0, 0), Tally::plus);
        return sum.all() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum.passed() / sum.all());
    }
}
