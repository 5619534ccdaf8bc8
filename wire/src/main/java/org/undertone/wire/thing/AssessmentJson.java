package org.undertone.wire.thing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.undertone.core.Assessment;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.OwnVoice;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;

/** What was heard in one window. */
@JsonPropertyOrder("kind")
public sealed interface AssessmentJson {

    /** Which of these it is. */
    @JsonProperty
    String kind();

    /** Where the window begins. */
    long fromMillis();

    /** Where it ends. */
    long toMillis();

    /** That assessment. */
    static AssessmentJson of(Assessment assessment) {
        if (assessment instanceof Assessment.Scored scored) {
            return ScoredJson.of(scored);
        }
        long from = assessment.window().from().toMillis();
        long to = assessment.window().to().toMillis();
        if (assessment instanceof Assessment.NoSpeech none) {
            return new NoSpeechJson(from, to, Rounded.share(none.speechRatio()), Rounded.rate(none.levelDbfs()));
        }
        return new NotScoredJson(
                from, to, ((Assessment.NotScored) assessment).reason().label());
    }

    /**
     * One in which somebody spoke.
     *
     * @param emotion the one that this voice shows most, over some windows
     * @param probability of that emotion, over some windows
     * @param inWords the emotions and their shares for people, such as {@code angry 0.52 + sad 0.31}
     * @param mixed the emotions that are there together, if there are several; the strongest first
     * @param smoothed the probability of each emotion over some windows
     * @param own how each emotion stands against how this voice began: the natural logarithm of its odds over neutral, less what it
     *     was; not known in the first windows
     * @param probabilities the probability of each emotion in this window alone
     * @param speechRatio the part of the window in which somebody speaks
     * @param levelDbfs how loud it is
     * @param quality how much the sound is worth as evidence, of 0 to 1
     * @param doubts what lowers that
     * @param articulationRate syllables a minute without the pauses, if known
     * @param speechRate syllables a minute with the pauses, if known
     */
    record ScoredJson(
            long fromMillis,
            long toMillis,
            String emotion,
            double probability,
            String inWords,
            List<ShareJson> mixed,
            Map<String, Double> smoothed,
            Optional<Map<String, Double>> own,
            Map<String, Double> probabilities,
            double speechRatio,
            double levelDbfs,
            double quality,
            List<String> doubts,
            Optional<Double> articulationRate,
            Optional<Double> speechRate)
            implements AssessmentJson {

        /** That assessment. */
        public static ScoredJson of(Assessment.Scored scored) {
            Track track = scored.track();
            OwnVoice own = track.own();
            return new ScoredJson(
                    scored.window().from().toMillis(),
                    scored.window().to().toMillis(),
                    track.top().label(),
                    Rounded.share(track.smoothed().of(track.top())),
                    track.label(),
                    track.mixed().stream().map(ShareJson::of).toList(),
                    byEmotion(track.smoothed()::of),
                    own.known() ? Optional.of(byEmotion(own::of)) : Optional.empty(),
                    byEmotion(scored.probabilities()::of),
                    Rounded.share(scored.speechRatio()),
                    Rounded.rate(scored.levelDbfs()),
                    Rounded.share(scored.quality().value()),
                    scored.quality().doubts().stream().map(Doubt::label).toList(),
                    scored.rate().map(SpeechRate::articulation).map(Rounded::rate),
                    scored.rate().map(SpeechRate::speech).map(Rounded::rate));
        }

        private static Map<String, Double> byEmotion(ToDoubleFunction<Emotion> value) {
            Map<String, Double> values = new LinkedHashMap<>();
            Emotion.all().forEach(emotion -> values.put(emotion.label(), Rounded.share(value.applyAsDouble(emotion))));
            return values;
        }

        @Override
        public String kind() {
            return "scored";
        }
    }

    /**
     * One in which nobody spoke.
     *
     * @param speechRatio the part of the window in which somebody speaks
     * @param levelDbfs how loud it is
     */
    record NoSpeechJson(long fromMillis, long toMillis, double speechRatio, double levelDbfs)
            implements AssessmentJson {

        @Override
        public String kind() {
            return "no-speech";
        }
    }

    /**
     * One that was not listened to.
     *
     * @param reason why
     */
    record NotScoredJson(long fromMillis, long toMillis, String reason) implements AssessmentJson {

        @Override
        public String kind() {
            return "not-scored";
        }
    }
}
