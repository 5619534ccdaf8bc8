package org.undertone.evaluation.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.undertone.evaluation.alarms.Share;
import org.undertone.wire.ReviewMessage;
import org.undertone.wire.ShadowsMessage;

/** What people said of alerts, as messages. */
public final class ReviewMessages {

    private ReviewMessages() {}

    /** How often alerts were right. */
    public static ReviewMessage of(AlertReview review) {
        return new ReviewMessage(
                judged(review.all()),
                rows(review.byRule(), (rule, count) -> new ReviewMessage.OfRule(rule, judged(count))),
                rows(
                        review.byQueue(),
                        (queue, count) -> new ReviewMessage.OfQueue(
                                Optional.of(queue).filter(name -> !name.isEmpty()), judged(count))),
                rows(review.byHour(), (hour, count) -> new ReviewMessage.OfHour(hour, judged(count))));
    }

    private static ReviewMessage.Judged judged(AlertReview.Count count) {
        Share right = count.right();
        boolean known = right.of() > 0;
        return new ReviewMessage.Judged(
                count.alerts(),
                right.of(),
                right.count(),
                known ? Optional.of(right.value()) : Optional.empty(),
                known ? Optional.of(List.of(right.from(), right.to())) : Optional.empty());
    }

    /** How models in the shadow compare with the first one. */
    public static ShadowsMessage shadows(List<ShadowReview> reviews) {
        return new ShadowsMessage(reviews.stream().map(ReviewMessages::shadow).toList());
    }

    private static ShadowsMessage.Shadow shadow(ShadowReview review) {
        return new ShadowsMessage.Shadow(
                review.model(),
                review.calls(),
                review.windows().of(),
                review.windows().count(),
                compared(review.all()),
                rows(review.rules(), (rule, count) -> new ShadowsMessage.OfRule(rule, compared(count))));
    }

    private static ShadowsMessage.Compared compared(ShadowReview.Count count) {
        return new ShadowsMessage.Compared(
                count.first(),
                count.second(),
                count.agreed(),
                count.onlyFirst(),
                count.onlySecond(),
                count.rightFirst().of(),
                count.rightFirst().count(),
                count.rightSecond().of(),
                count.rightSecond().count());
    }

    private static <C, R> List<R> rows(Map<String, C> counts, BiFunction<String, C, R> row) {
        return counts.entrySet().stream()
                .map(each -> row.apply(each.getKey(), each.getValue()))
                .toList();
    }
}
