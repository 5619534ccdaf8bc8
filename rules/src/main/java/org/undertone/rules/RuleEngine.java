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
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Role;
import org.undertone.core.WindowRef;
import org.undertone.rules.expr.Condition;
import org.undertone.rules.expr.Moment;

/**
 * Asks every rule of every assessment, and tells which alerts fire and which are over. Owned by one thread; it never waits and
 * never fails.
 *
 * <p>Time is audio time, a leg's own ({@link WindowRef}). A rule's condition begins to hold at the end of the first window
 * for which it is true, and gathers the time up to the end of each further such window; when that reaches the rule's
 * {@code for}, the rule fires. So what is heard from a moment on makes an alert one window, plus {@code for}, plus one hop
 * later at the latest; that it is heard takes the track's smoothing, too.
 *
 * <ul>
 *   <li>A window for which it is false ends the hold.
 *   <li>Windows without speech, or not scored, stop the time and keep the hold, for up to the rule's {@code silence}. Only
 *       conditions that ask for {@code silence_s} are asked of windows without speech, too, once the leg has spoken.
 *   <li>An alert goes on while the condition holds, and for {@code keep_firing_for} after that; then it has ended.
 *   <li>A rule that fired fires again only after that alert ended, the condition has held anew for its time, and the
 *       {@code cooldown} since the last alert of this rule in this call is over, whichever leg it was; a hold that is ready
 *       earlier fires when the cooldown ends, if it still holds then.
 * </ul>
 */
public final class RuleEngine {

    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);
    private static final int ENDED_REMEMBERED = 1_000;

    private final InstantSource clock;
    private final Map<CallId, CallState> calls = new HashMap<>();
    private final Map<CallId, Boolean> ended = new LinkedHashMap<>();
    private final Map<String, RuleErrors> errors = new LinkedHashMap<>();
    private RuleSet rules;

    /**
     * How often a rule's condition could not be asked, which counted as false.
     *
     * @param rule which rule
     * @param count how often
     * @param first what was wrong the first time
     */
    public record RuleErrors(String rule, long count, String first) {}

    /** One assessment on its way through the rules. */
    private record Step(
            Assessment assessment,
            Optional<Moment> moment,
            LegState leg,
            CallState call,
            Duration previousEnd,
            List<Hold> over) {

        WindowRef window() {
            return assessment.window();
        }

        String channelId() {
            return window().leg().channelId();
        }
    }

    /**
     * Starts with no calls.
     *
     * @param clock read for {@link Alert#firedAt()}, {@link AlertEnd#endedAt()} and {@link #continueAfter}
     */
    public RuleEngine(RuleSet rules, InstantSource clock) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Takes the next assessment of a leg.
     *
     * @param facts what is known of its call; alerts bear its id
     */
    public Changes on(Assessment assessment, CallFacts facts) {
        if (ended.containsKey(facts.call())) {
            return Changes.NONE;
        }
        CallState call = calls.computeIfAbsent(facts.call(), id -> new CallState());
        WindowRef window = assessment.window();
        if (call.isLate(window)) {
            return Changes.NONE;
        }
        Role role = facts.roleOf(window.leg());
        Duration previousEnd = call.heardUntil(window.leg().channelId())
                .filter(end -> end.compareTo(window.to()) < 0)
                .orElse(window.to());
        List<Hold> over = new ArrayList<>();
        LegState leg = call.hear(assessment, over);
        Optional<Moment> moment = leg.moment(assessment, role, facts, call.other(window, role, facts));
        Step step = new Step(assessment, moment, leg, call, previousEnd, over);
        List<Alert> alerts = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            if (rule.scope().includes(role, facts.profile())) {
                follow(rule, step).ifPresent(alerts::add);
            }
        }
        return alerts.isEmpty() && over.isEmpty() ? Changes.NONE : new Changes(alerts, ends(over));
    }

    /** Forgets a call, and tells which alerts end with it. Assessments of it that still come are ignored. */
    public List<AlertEnd> callEnded(CallId call) {
        List<Hold> over = new ArrayList<>();
        CallState state = calls.remove(call);
        if (state != null) {
            state.rules().values().forEach(rule -> over.addAll(rule.endAll()));
        }
        ended.put(call, true);
        if (ended.size() > ENDED_REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
        return ends(over);
    }

    /**
     * Goes on with other rules, in the middle of calls. A rule of the same name and version keeps what holds; of others
     * what holds is forgotten, and their alerts end. All keep the numbers of their episodes and their cooldowns.
     *
     * @return the alerts that end by this
     */
    public List<AlertEnd> replace(RuleSet next) {
        Map<String, String> versions = new HashMap<>();
        next.rules().forEach(rule -> versions.put(rule.name(), rule.version()));
        List<Hold> over = new ArrayList<>();
        for (Rule old : rules.rules()) {
            if (!old.version().equals(versions.get(old.name()))) {
                calls.values().forEach(call -> over.addAll(call.rule(old.name()).endAll()));
                errors.remove(old.name());
            }
        }
        calls.values().forEach(call -> call.legs().forEach(leg -> leg.times().keep(next.rules())));
        rules = next;
        return ends(over);
    }

    /**
     * Tells of an alert that fired and ended before this engine started, before the first assessment of its call: the next
     * episode gets the next number, and what is left of the cooldown is kept.
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

    /**
     * Tells of an alert that fired before this engine started and has not ended: besides what {@link #continueAfter} says, it
     * goes on if its condition still holds, or does so again within {@code keep_firing_for}; else its end is told.
     *
     * @param leg whose voice it was
     * @return its end if there is no such rule any more, which nobody would tell later; it has 0 for the audio time, of which
     *     nothing is known any more
     */
    public Optional<AlertEnd> goOn(AlertId alert, LegId leg, Instant firedAt) {
        continueAfter(alert, firedAt);
        if (!rules.names().contains(alert.rule())) {
            return Optional.of(new AlertEnd(alert, leg, Duration.ZERO, clock.instant()));
        }
        calls.get(alert.call()).rule(alert.rule()).begin(leg.channelId(), Hold.resumed(alert, leg));
        return Optional.empty();
    }

    /** The rules, as they stand now, whose conditions could not always be asked. The log tells of them, too. */
    public List<RuleErrors> ruleErrors() {
        return List.copyOf(errors.values());
    }

    private Optional<Alert> follow(Rule rule, Step step) {
        RuleState state = step.call().rule(rule.name());
        boolean asked = step.moment().isPresent()
                && (step.assessment() instanceof Assessment.Scored
                        || rule.condition().words().askForSilence());
        state.hold(step.channelId()).ifPresent(hold -> {
            hold.hear(step.window());
            Duration without = step.window().to().minus(hold.lastTrueAt());
            if (asked && !hold.wanes()) {
                // This window is no silence: the condition itself tells whether it holds.
                without = without.minus(Hold.step(step.window(), step.previousEnd()));
            }
            if (without.compareTo(rule.timing().patience(hold)) > 0) {
                end(state, step);
            } else if (step.assessment() instanceof Assessment.NotScored missed) {
                hold.miss(missed, step.previousEnd());
            }
        });
        return asked ? step.moment().flatMap(moment -> ask(rule, state, moment, step)) : Optional.empty();
    }

    private Optional<Alert> ask(Rule rule, RuleState state, Moment moment, Step step) {
        try {
            // The past is followed outside the rule's hours, too.
            IntFunction<Object> times = step.leg().times().follow(rule.condition(), moment);
            if (rule.scope().includes(step.window().lastPacketAt())
                    && rule.condition().holds(moment, times)) {
                state.hold(step.channelId())
                        .ifPresentOrElse(
                                hold -> hold.extend(moment, step.previousEnd()),
                                () -> state.begin(step.channelId(), Hold.begin(moment)));
                return fire(rule, state, moment, times, step);
            }
        } catch (Condition.Failed e) {
            failed(rule, e);
        }
        isFalse(rule, state, step);
        return Optional.empty();
    }

    /** The message may hold values, such as a phone number: it is for tools, and never in the log. */
    private void failed(Rule rule, Condition.Failed failure) {
        RuleErrors soFar = errors.merge(
                rule.name(),
                new RuleErrors(rule.name(), 1, String.valueOf(failure.getMessage())),
                (old, one) -> new RuleErrors(old.rule(), old.count() + 1, old.first()));
        if (Long.bitCount(soFar.count()) == 1) {
            LOG.warn(
                    "rule '{}' could not be asked {} times so far, which counts as false: {}; mend its expr,"
                            + " `undertone rules replay` tells more (told again at double the count)",
                    rule.name(),
                    soFar.count(),
                    failure.kind());
        }
    }

    private static void isFalse(Rule rule, RuleState state, Step step) {
        state.hold(step.channelId()).ifPresent(hold -> {
            if (hold.alert().isEmpty() || rule.timing().keepFiringFor().isZero()) {
                end(state, step);
            } else {
                hold.wane();
            }
        });
    }

    private static void end(RuleState state, Step step) {
        state.end(step.channelId()).ifPresent(step.over()::add);
    }

    private Optional<Alert> fire(Rule rule, RuleState state, Moment moment, IntFunction<Object> times, Step step) {
        Duration callTime = step.call().now();
        Optional<Hold> ready = state.hold(step.channelId())
                .filter(hold -> hold.alert().isEmpty() && hold.heldFor(rule.holdFor()) && !state.isQuiet(callTime));
        return ready.map(hold -> {
            int episode = state.fire(callTime, rule.cooldown());
            AlertId id = new AlertId(moment.facts().call(), rule.name(), episode);
            Alert alert = AlertMaker.make(id, rule, hold, moment, times, clock.instant());
            hold.fire(id);
            return alert;
        });
    }

    private List<AlertEnd> ends(List<Hold> over) {
        Instant now = clock.instant();
        return over.stream()
                .map(hold -> new AlertEnd(hold.alert().orElseThrow(), hold.leg(), hold.lastTrueAt(), now))
                .toList();
    }
}
