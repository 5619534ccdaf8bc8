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
import org.undertone.evaluation.review.AlertReview;

/** How often alerts were right: for people, and for programs, which may rely on the names. */
final class ReviewText {

    private static final String NONE = "-";

    private ReviewText() {}

    static String text(AlertReview review) {
        TerminalText text = new TerminalText();
        Map<String, AlertReview.Count> rules = new LinkedHashMap<>();
        rules.put("all rules", review.all());
        rules.putAll(review.byRule());
        text.table(table("RULE", rules));
        text.gap();
        text.table(table("QUEUE", review.byQueue()));
        text.gap();
        text.table(table("HOUR", review.byHour()));
        text.gap();
        text.prose(
                "RIGHT: the share of the judged ones that were right, with Wilson's 95 % interval. Where only striking"
                        + " alerts are judged, it is not the share of all.");
        return text.toString();
    }

    private static Table table(String what, Map<String, AlertReview.Count> counts) {
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((name, count) -> {
            Share right = count.right();
            rows.add(List.of(
                    name.isEmpty() ? NONE : name,
                    String.valueOf(count.alerts()),
                    String.valueOf(right.of()),
                    right.of() == 0
                            ? NONE
                            : NumberText.percent(right.value()) + " (" + NumberText.percent(right.from()) + " to "
                                    + NumberText.percent(right.to()) + ")"));
        });
        return new Table(List.of(what, "ALERTS", "JUDGED", "RIGHT"), rows);
    }

    static String json(AlertReview review) throws JsonProcessingException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("all", map(review.all()));
        json.put("rules", rows("rule", review.byRule()));
        json.put("queues", rows("queue", review.byQueue()));
        json.put("hours", rows("hour", review.byHour()));
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json)
                + System.lineSeparator();
    }

    private static List<Map<String, Object>> rows(String key, Map<String, AlertReview.Count> counts) {
        List<Map<String, Object>> rows = new ArrayList<>();
        counts.forEach((name, count) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(key, name);
            row.putAll(map(count));
            rows.add(row);
        });
        return rows;
    }

    private static Map<String, Object> map(AlertReview.Count count) {
        Share right = count.right();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alerts", count.alerts());
        json.put("judged", right.of());
        json.put("right", right.count());
        json.put("precision", right.of() == 0 ? null : right.value());
        json.put("precisionInterval", right.of() == 0 ? null : List.of(right.from(), right.to()));
        return json;
    }
}
