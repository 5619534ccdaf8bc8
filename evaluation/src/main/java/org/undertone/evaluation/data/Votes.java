package org.undertone.evaluation.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.undertone.core.Emotion;

/**
 * What listeners chose who only heard the clips.
 *
 * @param emotions those that they could choose from
 * @param clips by the file's name without its ending: the number of votes for each of the nine, in index order
 */
public record Votes(Set<Emotion> emotions, Map<String, int[]> clips) {

    public Votes {
        emotions = Set.copyOf(emotions);
        clips = Map.copyOf(clips);
    }

    /** Those for that clip, nine in index order, if anybody voted. */
    public Optional<int[]> of(Clip clip) {
        int[] votes = clips.get(clip.name());
        // One clip of CREMA-D has a name that its votes spell with one X more.
        votes = votes == null ? clips.get(clip.name() + "X") : votes;
        return Optional.ofNullable(votes).filter(counts -> Arrays.stream(counts).sum() > 0);
    }

    /** The emotions in index order. */
    public TreeSet<Emotion> sorted() {
        TreeSet<Emotion> sorted = new TreeSet<>(Comparator.comparingInt(Emotion::index));
        sorted.addAll(emotions);
        return sorted;
    }
}
