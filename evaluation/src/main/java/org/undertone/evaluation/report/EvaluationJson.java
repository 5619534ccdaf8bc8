package org.undertone.evaluation.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Emotion;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.figures.Calibration;
import org.undertone.evaluation.figures.ClassFigures;
import org.undertone.evaluation.figures.Figures;
import org.undertone.evaluation.figures.Interval;
import org.undertone.evaluation.figures.Listeners;
import org.undertone.evaluation.figures.Mixtures;
import org.undertone.inference.model.ModelDescription;

/** An evaluation on labelled speech as nested maps and lists, for Jackson. What is not known is null. */
final class EvaluationJson {

    private EvaluationJson() {}

    static Map<String, Object> map(Evaluation evaluation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dataset", evaluation.dataset().title());
        json.put("clips", evaluation.clips());
        json.put("seed", evaluation.plan().seed());
        json.put("lines", evaluation.plan().lines().stream().map(Line::label).toList());
        json.put("leftOut", evaluation.leftOut());
        json.put("unnamed", evaluation.dataset().unnamed());
        json.put("unreadable", unreadable(evaluation));
        json.put(
                "measured",
                evaluation.measured().stream().map(EvaluationJson::measured).toList());
        json.put(
                "listeners",
                evaluation.listeners().map(EvaluationJson::listeners).orElse(null));
        return json;
    }

    static Map<String, Object> model(ModelDescription model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model.name());
        json.put("version", model.version());
        json.put("sha256", model.sha256());
        return json;
    }

    private static List<Map<String, Object>> unreadable(Evaluation evaluation) {
        return evaluation.unreadable().entrySet().stream()
                .map(file -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("path", file.getKey().toString());
                    json.put("reason", file.getValue());
                    return json;
                })
                .toList();
    }

    private static Map<String, Object> measured(Measured measured) {
        Figures figures = measured.figures();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cut", measured.cut().label());
        json.put("line", measured.line().label());
        json.put("examples", figures.examples());
        json.put("speakers", figures.speakers());
        json.put("uar", figures.uar());
        json.put("uarInterval", interval(figures.uarInterval()));
        json.put("accuracy", figures.accuracy());
        json.put("macroF1", figures.macroF1());
        json.put("anger", figures.anger().map(EvaluationJson::anger).orElse(null));
        json.put("calibrationError", figures.calibration().error());
        json.put(
                "calibration",
                figures.calibration().bins().stream().map(EvaluationJson::bin).toList());
        json.put("columns", figures.columns().stream().map(Emotion::label).toList());
        json.put("classes", figures.classes().stream().map(EvaluationJson::row).toList());
        json.put("mixtures", measured.mixtures().map(EvaluationJson::mixtures).orElse(null));
        return json;
    }

    private static List<Double> interval(Optional<Interval> interval) {
        return interval.map(range -> List.of(range.from(), range.to())).orElse(null);
    }

    private static Map<String, Object> anger(Figures.Anger anger) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("auc", anger.auc());
        json.put("aucInterval", interval(anger.aucInterval()));
        json.put("aucNeutral", anger.againstNeutral().map(Figures.Auc::value).orElse(null));
        json.put("aucNeutralInterval", interval(anger.againstNeutral().flatMap(Figures.Auc::interval)));
        json.put("caught", anger.caught());
        json.put("falseAlarms", anger.falseAlarms());
        return json;
    }

    private static Map<String, Object> bin(Calibration.Bin bin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("examples", bin.examples());
        json.put("confidence", bin.confidence());
        json.put("accuracy", bin.accuracy());
        return json;
    }

    private static Map<String, Object> row(ClassFigures row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("emotion", row.emotion().label());
        json.put("examples", row.examples());
        json.put("recall", row.recall());
        json.put("precision", row.precision());
        json.put("f1", row.f1());
        json.put("auc", row.auc());
        json.put("heard", row.heard());
        return json;
    }

    private static Map<String, Object> mixtures(Mixtures mixtures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clips", mixtures.clips());
        json.put("mixed", mixtures.mixed());
        json.put("auc", mixtures.auc().isPresent() ? mixtures.auc().getAsDouble() : null);
        json.put("topTwo", mixtures.topTwo().map(EvaluationJson::topTwo).orElse(null));
        json.put("distance", mixtures.distance());
        json.put("uniformDistance", mixtures.uniformDistance());
        json.put("priorDistance", mixtures.priorDistance());
        return json;
    }

    private static Map<String, Object> topTwo(Mixtures.TopTwo top) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", top.model());
        json.put("twoListeners", top.twoListeners());
        json.put("chance", top.chance());
        json.put("modelFirst", top.modelFirst());
        json.put("oneListener", top.oneListener());
        json.put("chanceFirst", top.chanceFirst());
        return json;
    }

    private static Map<String, Object> listeners(Listeners listeners) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clips", listeners.clips());
        json.put("votesPerClip", listeners.votesPerClip());
        json.put("oneRight", listeners.oneRight());
        json.put("majorityRight", listeners.majorityRight());
        return json;
    }
}
