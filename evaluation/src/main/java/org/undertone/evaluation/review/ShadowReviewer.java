package org.undertone.evaluation.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.undertone.config.TrackSettings;
import org.undertone.core.ShadowScore;
import org.undertone.evaluation.alarms.Share;
import org.undertone.evaluation.review.ShadowReview.Fired;
import org.undertone.evaluation.tune.KeptCall;
import org.undertone.evaluation.tune.Trial;
import org.undertone.ledger.HeardCalls;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.ShadowScores;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.rules.RuleSet;

/** Replays rules over what the first model and one in its shadow heard, and compares what comes of it. */
public final class ShadowReviewer {

    private final Ledger ledger;
    private final RuleSet rules;
    private final TrackSettings track;

    /**
     * Compares in a ledger.
     *
     * @param rules those that are replayed
     * @param track how windows become a track
     */
    public ShadowReviewer(Ledger ledger, RuleSet rules, TrackSettings track) {
        this.ledger = ledger;
        this.rules = rules;
        this.track = track;
    }

    /** What one model in the shadow came to so far. */
    private final class Beside {

        private final List<Fired> firsts = new ArrayList<>();
        private final List<Fired> seconds = new ArrayList<>();
        private final Trial first = new Trial(rules, alert -> firsts.add(new Fired(alert.id(), alert.firedAt())));
        private final Trial second = new Trial(rules, alert -> seconds.add(new Fired(alert.id(), alert.firedAt())));
        private int calls;
        private Share windows = new Share(0, 0);

        void hear(ShadowCall call) {
            first.hear(call.first());
            second.hear(call.second());
            calls++;
            windows = new Share(windows.count() + call.both(), windows.of() + call.scored());
        }

        ShadowReview review(String model, List<JudgedAlert> judged) {
            Map<String, ShadowReview.Count> counts = new LinkedHashMap<>();
            rules.names()
                    .forEach(rule -> counts.put(rule, ShadowReview.count(of(rule, firsts), of(rule, seconds), judged)));
            return new ShadowReview(model, calls, windows, counts);
        }

        private List<Fired> of(String rule, List<Fired> fired) {
            return fired.stream().filter(one -> one.alert().rule().equals(rule)).toList();
        }
    }

    /** One for each model that heard in the shadow in calls that began since then and have ended, in the order in which they did. */
    public List<ShadowReview> since(Instant since) {
        Map<String, Beside> models = new LinkedHashMap<>();
        HeardCalls calls = ledger.heardCalls();
        ShadowScores shadow = ledger.shadowScores();
        for (CallRecord call : calls.since(since)) {
            Map<String, List<ShadowScore>> scores = shadow.of(call.call()).stream()
                    .collect(Collectors.groupingBy(ShadowScore::model, LinkedHashMap::new, Collectors.toList()));
            if (!scores.isEmpty()) {
                KeptCall kept = KeptCall.of(calls.of(call));
                scores.forEach((model, heard) ->
                        models.computeIfAbsent(model, fresh -> new Beside()).hear(ShadowCall.of(kept, heard, track)));
            }
        }
        List<JudgedAlert> judged = ledger.verdicts().since(since);
        return models.entrySet().stream()
                .map(model -> model.getValue().review(model.getKey(), judged))
                .toList();
    }
}
