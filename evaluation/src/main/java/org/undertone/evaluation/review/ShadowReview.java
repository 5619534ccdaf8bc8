package org.undertone.evaluation.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.undertone.core.AlertId;
import org.undertone.evaluation.alarms.Share;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.ledger.entry.Verdict;

/**
 * What the same rules make of what two models heard, and how often each was right, of the alerts that somebody judged.
 *
 * @param model name and version of the one in the shadow
 * @param calls in how many calls it heard anything
 * @param windows which share of the windows that the first one scored it scored, too
 * @param rules what became of each rule, in the order of the file
 */
public record ShadowReview(String model, int calls, Share windows, Map<String, Count> rules) {

    /** Two alerts no further apart are of the same anger. */
    public static final Duration SAME = Duration.ofSeconds(10);

    public ShadowReview {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    }

    /**
     * An alert that would have fired.
     *
     * @param alert of which rule in which call; the episode is that of its replay
     * @param at the clock of its window
     */
    record Fired(AlertId alert, Instant at) {

        boolean isThatOf(Fired other) {
            return isNear(other.alert, other.at);
        }

        boolean isThatOf(JudgedAlert judged) {
            return isNear(judged.id(), judged.firedAt());
        }

        private boolean isNear(AlertId other, Instant then) {
            return alert.call().equals(other.call())
                    && alert.rule().equals(other.rule())
                    && Duration.between(at, then).abs().compareTo(SAME) <= 0;
        }
    }

    /**
     * The alerts of one rule, or of all.
     *
     * @param first how many would have fired by what the first model heard
     * @param second by what the one in the shadow did
     * @param agreed how many by both, within ten seconds
     * @param rightFirst the share of right ones among those of the first that are judged
     * @param rightSecond likewise of the second
     */
    public record Count(int first, int second, int agreed, Share rightFirst, Share rightSecond) {

        static final Count NONE = new Count(0, 0, 0, new Share(0, 0), new Share(0, 0));

        /** How many would have fired by the first model alone. */
        public int onlyFirst() {
            return first - agreed;
        }

        /** How many would have fired by the model in the shadow alone. */
        public int onlySecond() {
            return second - agreed;
        }

        Count plus(Count more) {
            return new Count(
                    first + more.first,
                    second + more.second,
                    agreed + more.agreed,
                    sum(rightFirst, more.rightFirst),
                    sum(rightSecond, more.rightSecond));
        }

        private static Share sum(Share one, Share other) {
            return new Share(one.count() + other.count(), one.of() + other.of());
        }
    }

    /** All rules together. */
    public Count all() {
        return rules.values().stream().reduce(Count.NONE, Count::plus);
    }

    /** Counts the alerts of one rule. */
    static Count count(List<Fired> first, List<Fired> second, List<JudgedAlert> judged) {
        int agreed = pair(second, first, one -> other -> one.isThatOf(other)).size();
        return new Count(first.size(), second.size(), agreed, right(first, judged), right(second, judged));
    }

    /** Alerts that nobody judged, or that never fired in the live call, do not count. */
    private static Share right(List<Fired> fired, List<JudgedAlert> judged) {
        List<JudgedAlert> said =
                judged.stream().filter(alert -> alert.verdict().isPresent()).toList();
        List<JudgedAlert> found = pair(fired, said, one -> alert -> one.isThatOf(alert));
        int right = (int) found.stream()
                .filter(alert -> alert.verdict().equals(Optional.of(Verdict.RIGHT)))
                .count();
        return new Share(right, found.size());
    }

    /** Of the others those that one of the first is the same as, each once. */
    private static <T> List<T> pair(List<Fired> ones, List<T> others, Function<Fired, Predicate<T>> same) {
        List<T> left = new ArrayList<>(others);
        List<T> found = new ArrayList<>();
        for (Fired one : ones) {
            left.stream().filter(same.apply(one)).findFirst().ifPresent(other -> {
                left.remove(other);
                found.add(other);
            });
        }
        return found;
    }
}
