package org.undertone.evaluation.figures;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.undertone.core.Emotion;

/** Who was heard as what: for each of the nine emotions as labelled, how often each of the nine was heard. */
final class Confusion {

    private static final int NINE = Emotion.all().size();

    private final long[][] counts = new long[NINE][NINE];

    static Confusion of(List<HeardExample> heard) {
        Confusion confusion = new Confusion();
        heard.forEach(confusion::add);
        return confusion;
    }

    static Map<String, Confusion> bySpeaker(List<HeardExample> heard) {
        Map<String, Confusion> speakers = new TreeMap<>();
        heard.forEach(example -> speakers.computeIfAbsent(example.clip().speaker(), name -> new Confusion())
                .add(example));
        return speakers;
    }

    /** Those of some speakers, each as often as it says. */
    static Confusion sum(Map<String, Confusion> speakers, Map<String, Integer> times) {
        Confusion sum = new Confusion();
        times.forEach((speaker, weight) -> {
            for (int row = 0; row < NINE; row++) {
                for (int column = 0; column < NINE; column++) {
                    sum.counts[row][column] += weight * speakers.get(speaker).counts[row][column];
                }
            }
        });
        return sum;
    }

    private void add(HeardExample example) {
        counts[example.emotion().index()][example.scores().top().index()]++;
    }

    int count(Emotion labelled, Emotion heard) {
        return (int) counts[labelled.index()][heard.index()];
    }

    long labelled(Emotion emotion) {
        return IntStream.range(0, NINE)
                .mapToLong(column -> counts[emotion.index()][column])
                .sum();
    }

    long heard(Emotion emotion) {
        return IntStream.range(0, NINE)
                .mapToLong(row -> counts[row][emotion.index()])
                .sum();
    }

    double recall(Emotion emotion) {
        return ratio(count(emotion, emotion), labelled(emotion));
    }

    double precision(Emotion emotion) {
        return ratio(count(emotion, emotion), heard(emotion));
    }

    double f1(Emotion emotion) {
        return ratio(2L * count(emotion, emotion), labelled(emotion) + heard(emotion));
    }

    /** Unweighted average recall, over the emotions that are there; empty if none is. */
    OptionalDouble uar() {
        return Emotion.all().stream()
                .filter(emotion -> labelled(emotion) > 0)
                .mapToDouble(this::recall)
                .average();
    }

    private static double ratio(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
