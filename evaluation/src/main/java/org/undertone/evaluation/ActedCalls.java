package org.undertone.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.core.audio.AudioBlock;
import org.undertone.evaluation.ActedCall.Course;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.data.Dataset;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;

/**
 * Calls out of labelled clips, two for each speaker who is heard both neutral and angry: clips in random order, with pauses of
 * 0.1 to 0.6 s between them.
 *
 * @param calls by speaker; none where nobody is heard in both ways
 * @param unreadable clips that gave no sound and were left out, and why
 */
public record ActedCalls(List<ActedCall> calls, Map<Path, String> unreadable) {

    /** A caller who says less than that calmly tells too little of how they speak. */
    private static final int CALM = 10 * AudioBlock.SAMPLE_RATE;

    public ActedCalls {
        calls = List.copyOf(calls);
        unreadable = Collections.unmodifiableMap(new LinkedHashMap<>(unreadable));
    }

    /**
     * The calls of a data set; all their sound is in memory. The same seed gives the same.
     *
     * @throws org.undertone.inference.files.AudioFileException if ffmpeg is needed and not there
     */
    public static ActedCalls of(Dataset dataset, AudioFiles files, long seed) {
        Joining joining = new Joining(files, seed);
        Map<String, List<Clip>> speakers = dataset.clips().stream()
                .collect(Collectors.groupingBy(Clip::speaker, TreeMap::new, Collectors.toList()));
        speakers.forEach(joining::join);
        return new ActedCalls(joining.calls, joining.unreadable);
    }

    /** Joins speaker after speaker. */
    private static final class Joining {

        private final AudioFiles files;
        private final SplittableRandom random;
        private final List<ActedCall> calls = new ArrayList<>();
        private final Map<Path, String> unreadable = new LinkedHashMap<>();

        Joining(AudioFiles files, long seed) {
            this.files = files;
            this.random = new SplittableRandom(seed);
        }

        void join(String speaker, List<Clip> clips) {
            List<double[]> calm = sounds(clips, Emotion.NEUTRAL);
            List<double[]> angry = sounds(clips, Emotion.ANGRY);
            if (angry.isEmpty() || calm.stream().mapToInt(sound -> sound.length).sum() < CALM) {
                return;
            }
            double[] before = ClipSamples.joined(calm, random);
            double[] after = ClipSamples.joined(angry, random);
            double[] both = Arrays.copyOf(before, before.length + after.length);
            System.arraycopy(after, 0, both, before.length, after.length);
            Duration turn = Duration.ofNanos(before.length * 1_000_000_000L / AudioBlock.SAMPLE_RATE);
            calls.add(new ActedCall(speaker, Course.CALM_THEN_ANGRY, ClipSamples.samples(both), turn));
            calls.add(new ActedCall(speaker, Course.ANGRY_FROM_THE_START, ClipSamples.samples(after), Duration.ZERO));
        }

        /** In random order, without silence around them. */
        private List<double[]> sounds(List<Clip> clips, Emotion emotion) {
            List<Path> wanted = clips.stream()
                    .filter(clip -> clip.emotion().equals(Optional.of(emotion)))
                    .map(Clip::path)
                    .toList();
            List<double[]> sounds = new ArrayList<>();
            for (AudioFile file : files.read(wanted)) {
                if (file instanceof AudioFile.Sound sound) {
                    sounds.add(ClipSamples.trimmed(ClipSamples.of(sound.samples())));
                } else if (file instanceof AudioFile.Unreadable not) {
                    unreadable.put(not.path(), not.reason());
                }
            }
            return Examples.drawn(sounds, sounds.size(), random);
        }
    }
}
