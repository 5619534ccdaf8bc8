package org.undertone.evaluation.ruletest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Assessment;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.evaluation.ruletest.SeriesNotation.Kind;
import org.undertone.evaluation.ruletest.SeriesNotation.Sample;
import org.undertone.inference.OwnBaseline;

/**
 * What the engine says of one leg in a test, from series.
 *
 * @param series by what they tell: emotions, {@code speech_rate} and so on
 */
public record TestVoice(Map<String, List<Sample>> series) {

    static final List<String> NUMBERS =
            List.of("level", "speech_ratio", "quality", "speech_rate", "articulation_rate", "words_per_minute");

    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final double MIXED_FROM = 0.2;
    private static final double SYLLABLES = 1.4;
    private static final double LITTLE_SPEECH = 0.0;
    private static final double SILENT = -60;

    /** The assessments, oldest first; the first window ends at 3 s, and each further one an interval later. */
    public List<Assessment> assessments(LegId leg, Instant start, Duration interval) {
        int windows = series.values().stream().mapToInt(List::size).max().orElse(0);
        List<Assessment> assessments = new ArrayList<>();
        Map<String, Double> now = new HashMap<>();
        OwnBaseline baseline = new OwnBaseline();
        for (int i = 0; i < windows; i++) {
            Kind kind = take(i, now);
            Duration end = WINDOW.plus(interval.multipliedBy(i));
            WindowRef window = new WindowRef(leg, end.minus(WINDOW), end, start.plus(end));
            assessment(kind, window, now, baseline).ifPresent(assessments::add);
        }
        return assessments;
    }

    /** A series that has ended keeps its last value. */
    private Kind take(int place, Map<String, Double> now) {
        Kind kind = Kind.VALUE;
        for (Map.Entry<String, List<Sample>> each : series.entrySet()) {
            if (place < each.getValue().size()) {
                Sample sample = each.getValue().get(place);
                if (sample.kind() == Kind.VALUE) {
                    now.put(each.getKey(), sample.value());
                } else if (sample.kind() != Kind.SAME) {
                    kind = sample.kind();
                }
            }
        }
        return kind;
    }

    private static Optional<Assessment> assessment(
            Kind kind, WindowRef window, Map<String, Double> now, OwnBaseline baseline) {
        return switch (kind) {
            case UNHEARD -> Optional.empty();
            case SILENCE -> {
                baseline.quiet(window);
                yield Optional.of(new Assessment.NoSpeech(window, LITTLE_SPEECH, SILENT));
            }
            case NOT_SCORED -> Optional.of(new Assessment.NotScored(window, NotScoredReason.OVERLOAD));
            default -> Optional.of(scored(window, now, baseline));
        };
    }

    private static Assessment.Scored scored(WindowRef window, Map<String, Double> now, OwnBaseline baseline) {
        Probabilities heard = probabilities(now);
        double speechRatio = now.getOrDefault("speech_ratio", 0.8);
        return new Assessment.Scored(
                window,
                heard,
                Track.of(heard, heard.top(), MIXED_FROM).with(baseline.hear(window, heard, heard, speechRatio)),
                speechRatio,
                now.getOrDefault("level", -25.0),
                new Quality(now.getOrDefault("quality", 1.0), java.util.Set.of()),
                rate(now));
    }

    private static Optional<SpeechRate> rate(Map<String, Double> now) {
        double syllables = now.getOrDefault("speech_rate", now.getOrDefault("words_per_minute", 0.0) * SYLLABLES);
        return syllables == 0
                ? Optional.empty()
                : Optional.of(new SpeechRate(now.getOrDefault("articulation_rate", syllables), syllables));
    }

    /** What is left to 1 is neutral; where neutral is given, unknown. */
    private static Probabilities probabilities(Map<String, Double> now) {
        double[] values = new double[Emotion.all().size()];
        double sum = 0;
        for (Emotion emotion : Emotion.all()) {
            values[emotion.index()] = Math.min(1, Math.max(0, now.getOrDefault(emotion.label(), 0.0)));
            sum += values[emotion.index()];
        }
        if (sum > 1) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= sum;
            }
        } else {
            Emotion rest = now.containsKey("neutral") ? Emotion.UNKNOWN : Emotion.NEUTRAL;
            values[rest.index()] += 1 - sum;
        }
        return Probabilities.of(values);
    }
}
