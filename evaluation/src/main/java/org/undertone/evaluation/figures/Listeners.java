package org.undertone.evaluation.figures;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.data.Votes;

/**
 * The human ceiling: how often people who only heard the clips chose what they are labelled.
 *
 * @param clips how many have votes
 * @param votesPerClip how many listeners a clip has on average
 * @param oneRight the share of listeners who chose the label, averaged over the clips
 * @param majorityRight the share of clips whose most frequent choice is the label; where several are equally frequent there
 *     is no majority
 */
public record Listeners(int clips, double votesPerClip, double oneRight, double majorityRight) {

    /** Of the clips that have votes; empty if none has. */
    public static Optional<Listeners> of(List<Clip> clips, Votes votes) {
        Map<Clip, int[]> voted = clips.stream()
                .filter(clip -> votes.of(clip).isPresent())
                .collect(Collectors.toMap(clip -> clip, clip -> votes.of(clip).orElseThrow()));
        return voted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Listeners(
                        voted.size(),
                        mean(voted.values().stream()
                                .map(counts -> (double) Arrays.stream(counts).sum())),
                        mean(voted.entrySet().stream().map(clip -> one(clip.getKey(), clip.getValue()))),
                        mean(voted.entrySet().stream().map(clip -> majority(clip.getKey(), clip.getValue())))));
    }

    private static double one(Clip clip, int[] votes) {
        int right = votes[emotion(clip).index()];
        return (double) right / Arrays.stream(votes).sum();
    }

    private static double majority(Clip clip, int[] votes) {
        int most = Arrays.stream(votes).max().orElseThrow();
        long winners = Arrays.stream(votes).filter(count -> count == most).count();
        return winners == 1 && votes[emotion(clip).index()] == most ? 1 : 0;
    }

    private static Emotion emotion(Clip clip) {
        return clip.emotion().orElseThrow();
    }

    /** In a fixed order, so that the same votes give the same digits. */
    private static double mean(Stream<Double> values) {
        return values.sorted(Comparator.naturalOrder())
                .mapToDouble(value -> value)
                .average()
                .orElseThrow();
    }
}
