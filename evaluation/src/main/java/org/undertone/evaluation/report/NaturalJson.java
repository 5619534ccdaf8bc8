package org.undertone.evaluation.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.alarms.AlarmCount;
import org.undertone.evaluation.alarms.AngerCaught;
import org.undertone.evaluation.alarms.EmotionShare;
import org.undertone.evaluation.alarms.NaturalEvaluation;
import org.undertone.evaluation.figures.Interval;

/** What was measured on natural speech, for programs, which may rely on the names in it. What is not known is null. */
public final class NaturalJson {

    private static final double HOUR = 3_600_000;

    private NaturalJson() {}

    /** As nested maps and lists, for Jackson. */
    public static Map<String, Object> map(NaturalEvaluation natural, List<AngerCaught> caught) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("recordings", natural.heard().size());
        json.put("hours", natural.length().toMillis() / HOUR);
        json.put("speechHours", natural.speech().toMillis() / HOUR);
        json.put("ownKnownHours", natural.ownKnown().toMillis() / HOUR);
        json.put("windows", natural.windows().size());
        json.put("wideLine", natural.plan().line().label());
        json.put(
                "wideRecordings",
                natural.heard().stream()
                        .filter(recording -> recording.line() != Line.CLEAN)
                        .count());
        json.put("rules", natural.plan().rulesName());
        json.put("ruleVersions", natural.plan().rules().versions());
        json.put("heldOut", natural.plan().heldOut());
        json.put("alarms", natural.alarms().stream().map(NaturalJson::alarms).toList());
        json.put("shares", natural.shares().stream().map(NaturalJson::share).toList());
        json.put("sources", natural.sources().stream().map(NaturalJson::source).toList());
        json.put("angerCaught", caught.stream().map(NaturalJson::caught).toList());
        json.put("unheard", pairs("recording", natural.unheard()));
        json.put("ruleErrors", pairs("rule", natural.errors()));
        return json;
    }

    private static Map<String, Object> alarms(AlarmCount count) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("of", count.what());
        json.put("count", count.rate().count());
        json.put("perSpeechHour", count.rate().perHour());
        json.put(
                "perSpeechHourInterval",
                List.of(count.rate().from(), count.rate().to()));
        json.put("recordings", count.recordings());
        json.put("recordingShare", count.recordingShare());
        return json;
    }

    private static Map<String, Object> share(EmotionShare share) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("emotion", share.emotion().label());
        json.put("from0.5", share.half());
        json.put("from0.6", share.sure());
        return json;
    }

    private static Map<String, Object> source(NaturalEvaluation.Source source) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", source.source());
        json.put("recordings", source.heard().size());
        json.put("speechHours", source.alarms().rate().hours());
        json.put("angryFrom0.6", source.angry().sure());
        json.put("alarms", List.of(alarms(source.alarms()), alarms(source.tickets())));
        return json;
    }

    private static Map<String, Object> caught(AngerCaught caught) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("naturalShare", caught.threshold().share());
        json.put("naturalWindows", caught.threshold().windows());
        json.put("threshold", caught.threshold().threshold());
        json.put("line", caught.line().label());
        json.put("examples", caught.recall().examples());
        json.put("speakers", caught.recall().speakers());
        json.put("recall", caught.recall().recall());
        json.put(
                "recallInterval",
                caught.recall().interval().map(NaturalJson::interval).orElse(null));
        return json;
    }

    private static List<Double> interval(Interval interval) {
        return List.of(interval.from(), interval.to());
    }

    private static List<Map<String, Object>> pairs(String key, Map<String, String> reasons) {
        return reasons.entrySet().stream()
                .map(one -> Map.<String, Object>of(key, one.getKey(), "reason", one.getValue()))
                .toList();
    }
}
