package org.undertone.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.WindowRef;

/**
 * Asks every rule of every assessment, and tells which rules fire. Owned by one thread; it never waits and never fails.
 *
 * <p>Time is audio time, a leg's own ({@link WindowRef}). A rule's condition begins to hold at the end of the first window
 * for which it is true, and gathers the time up to the end of each further such window; when that reaches the rule's
 * {@code for}, the rule fires. So what is heard from a moment on makes an alert one window, plus {@code for}, plus one hop
 * later at the latest; that it is heard takes the track's smoothing, too.
 *
 * <ul>
 *   <li>A window for which it is false ends the hold.
 *   <li>Windows without speech, or not scored, stop the time and keep the hold, for up to {@link #LONGEST_PAUSE}.
 *   <li>A rule that fired fires again only after its condition was false once (or its hold ended otherwise), has held anew
 *       for its time, and the {@code cooldown} since the last alert of this rule in this call is over, whichever leg it was;
 *       a hold that is ready earlier fires when the cooldown ends, if it still holds then.
 * </ul>
 */
public final class RuleEngine {

    /** How long nobody may speak, or nothing be scored, before what held is forgotten. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final int ENDED_REMEMBERED = 1_000;

    private final RuleSet rules;
    private final InstantSource clock;
    private final Map<CallId, CallState> calls = new HashMap<>();
    private final Map<CallId, Boolean> ended = new LinkedHashMap<>();
    private final Map<String, RuleErrors> errors = new LinkedHashMap<>();

    /**
     * How often a rule's condition could not be asked, which counted as false.
     *
     * @param rule which rule
     * @param count how often
     * @param first what was wrong the first time
     */
    public record RuleErrors(String rule, long count, String first) {}

    /**
     * Starts with no calls.
     *
     * @param clock read for {@link Alert#firedAt()} and {@link #continueAfter}
     */
    public RuleEngine(RuleSet rules, InstantSource clock) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Takes the next assessment of a leg.
     *
     * @param facts what is known of its call; alerts bear its id
     * @return the alerts that fire now, in the order of the rule file
     */
    public List<Alert> on(Assessment assessment, CallFacts facts) {
        if (ended.containsKey(facts.call())) {
            return List.of();
        }
        CallState call = calls.computeIfAbsent(facts.call(), id -> new CallState());
        WindowRef window = assessment.window();
        if (call.isLate(window)) {
            return List.of();
        }
        Duration previousEnd = call.heardUntil(window.leg().channelId()).orElse(window.to());
        call.hear(window);
        Role role = facts.roleOf(window.leg());
        List<Alert> alerts = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            if (rule.on().includes(role)) {
                CallState.RuleState state = call.rule(rule.name());
                forget(state, window);
                if (assessment instanceof Assessment.Scored scored) {
                    follow(rule, state, scored, role, facts, previousEnd);
                    fire(rule, state, window.leg(), facts.call(), call.now()).ifPresent(alerts::add);
                }
            }
        }
        return alerts;
    }

    /** Forgets a call. Assessments of it that still come are ignored. */
    public void callEnded(CallId call) {
        calls.remove(call);
        ended.put(call, true);
        if (ended.size() > ENDED_REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /**
     * Tells of an alert that fired before this engine started, before the first assessment of its call: the next episode
     * gets the next number, and what is left of the cooldown is kept.
     *
     * @param firedAt the clock when it fired
     */
    public void continueAfter(AlertId alert, Instant firedAt) {
        Duration since = Duration.between(firedAt, clock.instant());
        Duration left = rules.rules().stream()
                .filter(rule -> rule.name().equals(alert.rule()))
                .map(rule -> rule.cooldown().minus(since))
                .findFirst()
                .orElse(Duration.ZERO);
        calls.computeIfAbsent(alert.call(), id -> new CallState())
                .rule(alert.rule())
                .continueAfter(alert.episode(), left);
    }

    /** The rules whose conditions could not always be asked. */
    public List<RuleErrors> ruleErrors() {
        return List.copyOf(errors.values());
    }

    private static void forget(CallState.RuleState state, WindowRef window) {
        String channelId = window.leg().channelId();
        state.hold(channelId)
                .filter(hold -> window.to().minus(hold.lastTrueAt()).compareTo(LONGEST_PAUSE) > 0)
                .ifPresent(hold -> state.end(channelId));
    }

    private void follow(
            Rule rule,
            CallState.RuleState state,
            Assessment.Scored scored,
            Role role,
            CallFacts facts,
            Duration previousEnd) {
        String channelId = scored.window().leg().channelId();
        if (!holds(rule, scored, role, facts)) {
            state.end(channelId);
            return;
        }
        state.hold(channelId)
                .ifPresentOrElse(
                        hold -> hold.extend(scored, previousEnd), () -> state.begin(channelId, new Hold(scored)));
    }

    private Optional<Alert> fire(Rule rule, CallState.RuleState state, LegId leg, CallId call, Duration callTime) {
        Optional<Hold> ready = state.hold(leg.channelId())
                .filter(hold -> !hold.fired() && hold.heldFor(rule.holdFor()) && !state.isQuiet(callTime));
        return ready.map(hold -> {
            hold.fire();
            int episode = state.fire(callTime, rule.cooldown());
            return new Alert(
                    new AlertId(call, rule.name(), episode),
                    leg,
                    hold.since(),
                    hold.lastTrueAt(),
                    clock.instant(),
                    rule.version(),
                    hold.evidence(),
                    rule.actions());
        });
    }

    private boolean holds(Rule rule, Assessment.Scored scored, Role role, CallFacts facts) {
        try {
            return rule.condition().holds(scored, role, facts);
        } catch (Condition.Failed e) {
            errors.merge(
                    rule.name(),
                    new RuleErrors(rule.name(), 1, String.valueOf(e.getMessage())),
                    (old, one) -> new RuleErrors(old.rule(), old.count() + 1, old.first()));
            return false;
        }
    }
}
