package org.undertone.inference.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.undertone.core.AudioBlock;
import org.undertone.core.Emotion;
import org.undertone.inference.evaluate.ActedCall.Course;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;

/**
 * Calls out of labelled clips, two for each speaker who is heard both neutral and angry: clips in random order, with pauses of
 * 0.1 to 0.6 s between them.
 */
public final class ActedCalls {

    /** A caller who says less than that calmly tells too little of how they speak. */
    private static final int CALM = 10 * AudioBlock.SAMPLE_RATE;

    private final AudioFiles files;
    private final SplittableRandom random;

    private ActedCalls(AudioFiles files, long seed) {
        this.files = files;
        this.random = new SplittableRandom(seed);
    }

    /**
     * The calls of a data set, by speaker; all their sound is in memory. The same seed gives the same.
     *
     * @return none where nobody is heard in both ways
     * @throws org.undertone.inference.files.AudioFileException if ffmpeg is needed and not there
     */
    public static List<ActedCall> of(Dataset dataset, AudioFiles files, long seed) {
        ActedCalls calls = new ActedCalls(files, seed);
        Map<String, List<Clip>> speakers = dataset.clips().stream()
                .collect(Collectors.groupingBy(Clip::speaker, TreeMap::new, Collectors.toList()));
        List<ActedCall> all = new ArrayList<>();
        speakers.forEach((speaker, clips) -> all.addAll(calls.of(speaker, clips)));
        return all;
    }

    private List<ActedCall> of(String speaker, List<Clip> clips) {
        List<double[]> calm = sounds(clips, Emotion.NEUTRAL);
        List<double[]> angry = sounds(clips, Emotion.ANGRY);
        if (angry.isEmpty() || calm.stream().mapToInt(sound -> sound.length).sum() < CALM) {
            return List.of();
        }
        double[] before = Speech.joined(calm, random);
        double[] after = Speech.joined(angry, random);
        double[] both = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, both, before.length, after.length);
        Duration turn = Duration.ofNanos(before.length * 1_000_000_000L / AudioBlock.SAMPLE_RATE);
        return List.of(
                new ActedCall(speaker, Course.CALM_THEN_ANGRY, Speech.samples(both), turn),
                new ActedCall(speaker, Course.ANGRY_FROM_THE_START, Speech.samples(after), Duration.ZERO));
    }

    /** In random order, without silence around them. */
    private List<double[]> sounds(List<Clip> clips, Emotion emotion) {
        List<Clip> wanted = clips.stream()
                .filter(clip -> clip.emotion().equals(Optional.of(emotion)))
                .toList();
        List<double[]> sounds = files.read(wanted.stream().map(Clip::path).toList()).stream()
                .filter(AudioFile.Sound.class::isInstance)
                .map(AudioFile.Sound.class::cast)
                .map(sound -> Speech.trimmed(Speech.of(sound.samples())))
                .toList();
        return Examples.drawn(sounds, sounds.size(), random);
    }
}
