package org.undertone.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.Clip;

/** What is cut out of the clips of one speaker. */
final class Examples {

    /** Windows of each speaker and emotion. */
    static final int WINDOWS = 48;

    private static final int CLIPS_A_WINDOW = 5;

    private final List<Line> lines;
    private final SplittableRandom random;

    Examples(List<Line> lines, SplittableRandom random) {
        this.lines = lines;
        this.random = random;
    }

    /** A clip with its sound. */
    static final class Voiced {

        private final Clip clip;
        private final Emotion emotion;
        private final double[] sound;

        Voiced(Clip clip, Emotion emotion, double[] sound) {
            this.clip = clip;
            this.emotion = emotion;
            this.sound = sound;
        }

        Clip clip() {
            return clip;
        }

        private Voiced trimmed() {
            return new Voiced(clip, emotion, ClipSamples.trimmed(sound));
        }
    }

    /** Every clip whole, and windows, over every line; a window is the same one over each. */
    List<Example> of(List<Voiced> speaker) {
        List<Example> examples = new ArrayList<>();
        for (Voiced clip : speaker) {
            for (Line line : lines) {
                examples.add(new Example(clip.clip, clip.emotion, Cut.CLIPS, line, List.of(clip.sound), 0));
            }
        }
        speaker.stream()
                .map(Voiced::trimmed)
                .collect(Collectors.groupingBy(
                        clip -> clip.emotion,
                        () -> new TreeMap<>(Comparator.comparingInt(Emotion::index)),
                        Collectors.toList()))
                .forEach((emotion, group) -> examples.addAll(windows(emotion, group)));
        return examples;
    }

    private List<Example> windows(Emotion emotion, List<Voiced> group) {
        List<Example> windows = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            List<Voiced> chosen = drawn(group, CLIPS_A_WINDOW, random);
            List<double[]> parts = chosen.stream().map(clip -> clip.sound).toList();
            long seed = random.nextLong();
            for (Line line : lines) {
                windows.add(new Example(chosen.get(0).clip, emotion, Cut.WINDOWS, line, parts, seed));
            }
        }
        return windows;
    }

    /** At most so many, none twice, in random order. */
    static <T> List<T> drawn(List<T> all, int count, SplittableRandom random) {
        List<T> rest = new ArrayList<>(all);
        int most = Math.min(count, rest.size());
        for (int i = 0; i < most; i++) {
            int other = i + random.nextInt(rest.size() - i);
            T chosen = rest.get(other);
            rest.set(other, rest.get(i));
            rest.set(i, chosen);
        }
        return List.copyOf(rest.subList(0, most));
    }
}
