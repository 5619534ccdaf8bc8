package org.undertone.cli.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.evaluation.alarms.Share;
import org.undertone.evaluation.report.NumberText;
import org.undertone.evaluation.report.Table;
import org.undertone.evaluation.report.TerminalText;
import org.undertone.evaluation.review.AlertReview;

/** How often alerts were right, for people. */
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
}
