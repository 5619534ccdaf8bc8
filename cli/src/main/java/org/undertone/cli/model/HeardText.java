package org.undertone.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.undertone.core.Assessment;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.OwnVoice;
import org.undertone.core.Probabilities;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;

/** Assessments for people, a line each, and for programs, which may rely on the names. */
final class HeardText {

    private HeardText() {}

    static String text(List<Assessment> assessments) {
        return assessments.stream().map(HeardText::line).collect(Collectors.joining());
    }

    private static String line(Assessment assessment) {
        String line = String.format(
                Locale.ROOT,
                "%7.1f s  %s",
                assessment.window().to().toMillis() / 1000.0,
                assessment instanceof Assessment.Scored scored ? told(scored) : "(" + kind(assessment) + ")");
        return String.format("%s%n", line.stripTrailing());
    }

    private static String told(Assessment.Scored scored) {
        String rate = scored.rate()
                .map(known -> String.format(Locale.ROOT, "  %.0f syllables/min", known.speech()))
                .orElse("");
        Track track = scored.track();
        return String.format("%-9s  %-36s  quality %s%s", track.top().label(), track.label(), scored.quality(), rate);
    }

    private static String kind(Assessment assessment) {
        return assessment instanceof Assessment.NotScored not
                ? "not scored: " + not.reason().label()
                : "no speech";
    }

    static String json(List<Assessment> assessments) throws JsonProcessingException {
        Map<String, Object> json =
                Map.of("windows", assessments.stream().map(HeardText::json).toList());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json)
                + System.lineSeparator();
    }

    private static Map<String, Object> json(Assessment assessment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fromMillis", assessment.window().from().toMillis());
        json.put("toMillis", assessment.window().to().toMillis());
        if (assessment instanceof Assessment.Scored scored) {
            json.put("kind", "scored");
            json.put("emotion", scored.track().top().label());
            json.put(
                    "mixed",
                    scored.track().mixed().stream()
                            .map(share -> Map.of("emotion", share.emotion().label(), "share", share.share()))
                            .toList());
            json.put("smoothed", shares(scored.track().smoothed()));
            json.put("own", own(scored.track().own()));
            json.put("probabilities", shares(scored.probabilities()));
            json.put("speechRatio", scored.speechRatio());
            json.put("levelDbfs", scored.levelDbfs());
            json.put("quality", scored.quality().value());
            json.put(
                    "doubts",
                    scored.quality().doubts().stream().map(Doubt::label).toList());
            json.put(
                    "articulationRate",
                    scored.rate().map(SpeechRate::articulation).orElse(null));
            json.put("speechRate", scored.rate().map(SpeechRate::speech).orElse(null));
        } else if (assessment instanceof Assessment.NoSpeech none) {
            json.put("kind", "no-speech");
            json.put("speechRatio", none.speechRatio());
            json.put("levelDbfs", none.levelDbfs());
        } else if (assessment instanceof Assessment.NotScored not) {
            json.put("kind", "not-scored");
            json.put("reason", not.reason().label());
        }
        return json;
    }

    /** By emotion; null while it is not known how the voice began. */
    private static Map<String, Double> own(OwnVoice own) {
        if (!own.known()) {
            return null;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        Emotion.all().forEach(emotion -> values.put(emotion.label(), own.of(emotion)));
        return values;
    }

    private static Map<String, Double> shares(Probabilities probabilities) {
        Map<String, Double> shares = new LinkedHashMap<>();
        Emotion.all().forEach(emotion -> shares.put(emotion.label(), probabilities.of(emotion)));
        return shares;
    }
}
