package org.undertone.cli.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.evaluation.alarms.Share;
import org.undertone.evaluation.report.NumberText;
import org.undertone.evaluation.report.Table;
import org.undertone.evaluation.report.TerminalText;
import org.undertone.evaluation.review.ShadowReview;

/** How two models compare, for people. */
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
}
