package org.undertone.evaluation.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.Votes;

/**
 * How well mixed emotions are recognised, against the votes of listeners who only heard the clips. A clip is mixed if at
 * least two emotions have a quarter of its votes each.
 *
 * @param clips how many have votes
 * @param mixed how many of them are mixed
 * @param auc the model's second highest score as a test for a mixed clip; empty where all are, or none is
 * @param topTwo which two, where there are mixed clips
 * @param distance Jensen-Shannon distance (0 to 1) of the scores to the shares of the votes, averaged over the clips
 * @param uniformDistance the same for a model that always gives each emotion the same
 * @param priorDistance the same for one that always gives the mean votes of these clips
 */
public record Mixtures(
        int clips,
        int mixed,
        OptionalDouble auc,
        Optional<TopTwo> topTwo,
        double distance,
        double uniformDistance,
        double priorDistance) {

    private static final int NINE = Emotion.all().size();
    private static final double QUARTER = 0.25;

    /**
     * Of the mixed clips: whether the two emotions most voted for are hit; of equally frequent ones any counts.
     *
     * @param model how often the model's two highest are those two
     * @param twoListeners how often the choices of two listeners are, taken from the others' votes
     * @param chance how often two emotions by lot are
     * @param modelFirst how often the model's highest is one of the two
     * @param oneListener how often the choice of one listener is, taken from the others' votes
     * @param chanceFirst how often an emotion by lot is
     */
    public record TopTwo(
            double model,
            double twoListeners,
            double chance,
            double modelFirst,
            double oneListener,
            double chanceFirst) {}

    private static final class Voted {

        private final double[] scores;
        private final int[] votes;

        Voted(double[] scores, int[] votes) {
            this.scores = scores;
            this.votes = votes;
        }

        boolean mixed() {
            double quarter = QUARTER * Arrays.stream(votes).sum();
            return Arrays.stream(votes).filter(count -> count >= quarter).count() >= 2;
        }

        double second() {
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            return sorted[NINE - 2];
        }

        double[] shares() {
            double all = Arrays.stream(votes).sum();
            return Arrays.stream(votes).mapToDouble(count -> count / all).toArray();
        }
    }

    /** Of the examples whose clips have votes; empty if none has. */
    public static Optional<Mixtures> of(List<HeardExample> heard, Votes votes) {
        List<Voted> voted = heard.stream()
                .flatMap(example -> votes.of(example.clip()).stream()
                        .map(counts -> new Voted(example.scores().toArray(), counts)))
                .toList();
        return voted.isEmpty() ? Optional.empty() : Optional.of(of(voted, choices(votes)));
    }

    private static Mixtures of(List<Voted> voted, int[] choices) {
        List<Voted> mixed = voted.stream().filter(Voted::mixed).toList();
        double[] uniform = new double[NINE];
        double[] prior = new double[NINE];
        for (int choice : choices) {
            uniform[choice] = 1.0 / choices.length;
            prior[choice] = voted.stream()
                    .mapToDouble(clip -> clip.shares()[choice])
                    .average()
                    .orElseThrow();
        }
        return new Mixtures(
                voted.size(),
                mixed.size(),
                new Ranking<>(voted, Voted::mixed, Voted::second).auc(),
                mixed.isEmpty() ? Optional.empty() : Optional.of(topTwo(mixed, choices)),
                mean(voted, clip -> distance(clip.scores, clip.shares())),
                mean(voted, clip -> distance(uniform, clip.shares())),
                mean(voted, clip -> distance(prior, clip.shares())));
    }

    private static TopTwo topTwo(List<Voted> mixed, int[] choices) {
        return new TopTwo(
                mean(mixed, clip -> {
                    int first = highest(clip.scores, -1);
                    return areTopTwo(clip.votes, first, highest(clip.scores, first)) ? 1 : 0;
                }),
                mean(mixed, clip -> twoListeners(clip.votes)),
                mean(mixed, clip -> pairsByLot(clip.votes, choices)),
                mean(mixed, clip -> isOfTopTwo(clip.votes, highest(clip.scores, -1)) ? 1 : 0),
                mean(mixed, clip -> oneListener(clip.votes)),
                mean(
                        mixed,
                        clip -> Arrays.stream(choices)
                                        .filter(choice -> isOfTopTwo(clip.votes, choice))
                                        .count()
                                / (double) choices.length));
    }

    private static double mean(List<Voted> clips, ToDoubleFunction<Voted> figure) {
        return clips.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static int[] choices(Votes votes) {
        return votes.sorted().stream().mapToInt(Emotion::index).toArray();
    }

    private static int highest(double[] values, int but) {
        return IntStream.range(0, values.length)
                .filter(index -> index != but)
                .reduce((best, next) -> values[next] > values[best] ? next : best)
                .orElseThrow();
    }

    private static boolean isOfTopTwo(int[] votes, int choice) {
        int[] sorted = votes.clone();
        Arrays.sort(sorted);
        return votes[choice] > 0 && votes[choice] >= sorted[NINE - 2];
    }

    private static boolean areTopTwo(int[] votes, int one, int other) {
        int[] sorted = votes.clone();
        Arrays.sort(sorted);
        return one != other
                && Math.max(votes[one], votes[other]) == sorted[NINE - 1]
                && Math.min(votes[one], votes[other]) == sorted[NINE - 2]
                && sorted[NINE - 2] > 0;
    }

    private static double pairsByLot(int[] votes, int[] choices) {
        int hits = 0;
        int pairs = 0;
        for (int one : choices) {
            for (int other : choices) {
                pairs += one < other ? 1 : 0;
                hits += one < other && areTopTwo(votes, one, other) ? 1 : 0;
            }
        }
        return (double) hits / pairs;
    }

    /** Over all listeners of the clip: the share whose choice is one of the two of the others. */
    private static double oneListener(int[] votes) {
        double right = 0;
        for (int choice = 0; choice < NINE; choice++) {
            if (votes[choice] > 0 && isOfTopTwo(without(votes, choice), choice)) {
                right += votes[choice];
            }
        }
        return right / Arrays.stream(votes).sum();
    }

    /** Over all pairs of listeners of the clip: the share whose choices are the two of the others. */
    private static double twoListeners(int[] votes) {
        double right = 0;
        double all = Arrays.stream(votes).sum();
        for (int one = 0; one < NINE; one++) {
            for (int other = 0; other < NINE; other++) {
                if (one != other
                        && votes[one] > 0
                        && votes[other] > 0
                        && areTopTwo(without(without(votes, one), other), one, other)) {
                    right += (double) votes[one] * votes[other];
                }
            }
        }
        return right / all / (all - 1);
    }

    private static int[] without(int[] votes, int choice) {
        int[] rest = votes.clone();
        rest[choice]--;
        return rest;
    }

    /** The square root of the Jensen-Shannon divergence in bits. */
    static double distance(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double middle = (p[i] + q[i]) / 2;
            sum += part(p[i], middle) + part(q[i], middle);
        }
        return Math.sqrt(Math.max(0, sum / 2));
    }

    private static double part(double p, double middle) {
        return p == 0 ? 0 : p * Math.log(p / middle) / Math.log(2);
    }
}
