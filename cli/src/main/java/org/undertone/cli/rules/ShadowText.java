package org.undertone.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.evaluation.alarms.Share;
import org.undertone.evaluation.report.NumberText;
import org.undertone.evaluation.report.Table;
import org.undertone.evaluation.report.TerminalText;
import org.undertone.evaluation.review.ShadowReview;

/** How two models compare: for people, and for programs, which may rely on the names. */
final class ShadowText {

    private ShadowText() {}

    static String text(List<ShadowReview> reviews) {
        TerminalText text = new TerminalText();
        for (ShadowReview review : reviews) {
            text.line(review.model() + ", in the shadow of the first model in " + review.calls()
                    + (review.calls() == 1 ? " call" : " calls") + ", scored "
                    + NumberText.percent(review.windows().value()) + " of the "
                    + review.windows().of()
                    + " windows that the first one scored there. Of those alone:");
            text.gap();
            text.table(table(review));
            text.gap();
        }
        text.prose(
                "FIRST, SHADOW: would have fired, by replaying the rules over what each heard. AGREED: by both, within "
                        + ShadowReview.SAME.toSeconds()
                        + " s. RIGHT: of those that fired in the live call and were judged, with"
                        + " Wilson's 95 % interval. What only the shadow would have told was never live, so nobody judged it.");
        return text.toString();
    }

    private static Table table(ShadowReview review) {
        Map<String, ShadowReview.Count> counts = new LinkedHashMap<>();
        counts.put("all rules", review.all());
        counts.putAll(review.rules());
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((name, count) -> rows.add(List.of(
                name,
                String.valueOf(count.first()),
                String.valueOf(count.second()),
                String.valueOf(count.agreed()),
                String.valueOf(count.onlyFirst()),
                String.valueOf(count.onlySecond()),
                right(count.rightFirst()),
                right(count.rightSecond()))));
        return new Table(
                List.of(
                        "RULE",
                        "FIRST",
                        "SHADOW",
                        "AGREED",
                        "ONLY FIRST",
                        "ONLY SHADOW",
                        "RIGHT, FIRST",
                        "RIGHT, SHADOW"),
                rows);
    }

    private static String right(Share share) {
        return share.of() == 0
                ? "-"
                : share.count() + " of " + share.of() + " (" + NumberText.percent(share.from()) + " to "
                        + NumberText.percent(share.to()) + ")";
    }

    static String json(List<ShadowReview> reviews) throws JsonProcessingException {
        List<Map<String, Object>> shadows = new ArrayList<>();
        for (ShadowReview review : reviews) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", review.model());
            json.put("calls", review.calls());
            json.put("windowsOfFirst", review.windows().of());
            json.put("windowsOfBoth", review.windows().count());
            json.put("all", map(review.all()));
            List<Map<String, Object>> rules = new ArrayList<>();
            review.rules().forEach((name, count) -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("rule", name);
                row.putAll(map(count));
                rules.add(row);
            });
            json.put("rules", rules);
            shadows.add(json);
        }
        return new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(Map.of("shadows", shadows))
                + System.lineSeparator();
    }

    private static Map<String, Object> map(ShadowReview.Count count) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("first", count.first());
        json.put("shadow", count.second());
        json.put("agreed", count.agreed());
        json.put("onlyFirst", count.onlyFirst());
        json.put("onlyShadow", count.onlySecond());
        json.put("judgedOfFirst", count.rightFirst().of());
        json.put("rightOfFirst", count.rightFirst().count());
        json.put("judgedOfShadow", count.rightSecond().of());
        json.put("rightOfShadow", count.rightSecond().count());
        return json;
    }
}
