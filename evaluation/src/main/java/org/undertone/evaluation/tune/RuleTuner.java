package org.undertone.evaluation.tune;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.undertone.core.Role;
import org.undertone.evaluation.tune.RuleTuning.Outcome;
import org.undertone.rules.RuleFile;

/**
 * Makes rules as strict as their budgets ask for, and no stricter: each has one knob, by which all its thresholds move
 * together. A knob is tried in steps, by replaying the kept calls. A stricter rule does not always fire less often (its alert may
 * end earlier, and begin anew), so a step counts only if all stricter ones keep the budget, too.
 */
public final class RuleTuner {

    /** Fewer tell nothing of a site. */
    public static final int FEWEST_CALLS = 20;

    /** The knob's steps, in one nat: e times the odds. */
    private static final double STEPS = 20;

    private static final int COARSE = 10;
    private static final int STRICTEST = 80;
    private static final int LAXEST = -40;
    private static final Set<String> NOT_KEPT = Set.of("call.customer_group", "call.vars");

    private final RuleFile file;
    private final Map<String, Budget> budgets;
    private final KeptCalls calls;
    private final boolean loosen;

    /**
     * Tunes the rules of a file.
     *
     * @param budgets by the names of the rules that are to be looked at
     * @param loosen whether a rule that fires more seldom than it may is made laxer
     */
    public RuleTuner(RuleFile file, Map<String, Budget> budgets, KeptCalls calls, boolean loosen) {
        this.file = file;
        this.budgets = new LinkedHashMap<>(budgets);
        this.calls = calls;
        this.loosen = loosen;
    }

    /**
     * What came of it.
     *
     * @param file the rules as they are now
     * @param rules what became of each that was looked at, in the order of the file
     */
    public record Tuned(RuleFile file, List<RuleTuning> rules) {}

    /**
     * Goes through the calls three or four times.
     *
     * @param fired how often each rule fired in those calls
     */
    public Tuned tune(Map<String, Integer> fired) {
        Map<String, RuleTuning> rules = asWritten(fired);
        Map<String, Integer> knobs = settle(rules);
        knobs.values().removeIf(knob -> knob == 0);
        knobs.forEach((rule, knob) -> rules.computeIfPresent(
                rule, (name, tuning) -> tuning.with(knob > 0 ? Outcome.STRICTER : Outcome.LAXER, knob / STEPS)));
        RuleFile tuned = file.stricter(nats(knobs));
        if (!knobs.isEmpty()) {
            Trial trial = new Trial(tuned.rules());
            calls.each(trial::hear);
            rules.replaceAll((rule, tuning) -> tuning.firing(trial.fired(rule)));
        }
        rules.values().forEach(RuleTuner::mustKeepItsBudget);
        return new Tuned(tuned, List.copyOf(rules.values()));
    }

    private static void mustKeepItsBudget(RuleTuning tuning) {
        if (tuning.outcome().moved() && tuning.tuned() > tuning.budget().allowed(tuning.basis())) {
            throw new IllegalStateException(
                    "rule " + tuning.rule() + " was to keep its budget, and fires " + tuning.tuned() + " times");
        }
    }

    /** How the rules do as they are, and what can be told of them without trying anything. */
    private Map<String, RuleTuning> asWritten(Map<String, Integer> fired) {
        Trial trial = new Trial(file.rules());
        Map<String, Basis> bases = new HashMap<>();
        calls.each(call -> {
            trial.hear(call);
            for (String rule : budgets.keySet()) {
                Basis before = bases.getOrDefault(rule, Basis.NONE);
                bases.put(rule, before.plus(call.speech(role -> listens(rule, role, call))));
            }
        });
        Map<String, RuleTuning> rules = new LinkedHashMap<>();
        for (String rule : file.rules().names()) {
            if (budgets.containsKey(rule)) {
                Basis basis = bases.getOrDefault(rule, Basis.NONE);
                int now = trial.fired(rule);
                rules.put(
                        rule,
                        new RuleTuning(
                                rule,
                                budgets.get(rule),
                                basis,
                                outcome(rule, basis, now),
                                fired.getOrDefault(rule, 0),
                                now,
                                now,
                                0));
            }
        }
        return rules;
    }

    private boolean listens(String rule, Role role, KeptCall call) {
        return file.rules().listensTo(rule, role, call.profile());
    }

    /** {@link Outcome#TOO_OFTEN} also for what is still to be tried. */
    private Outcome outcome(String rule, Basis basis, int now) {
        int allowed = budgets.get(rule).allowed(basis);
        if (file.words(rule).stream().anyMatch(word -> NOT_KEPT.stream().anyMatch(word::startsWith))) {
            return Outcome.NOT_KEPT;
        }
        if (basis.calls() < FEWEST_CALLS || allowed < 1) {
            return Outcome.TOO_LITTLE;
        }
        if (now <= allowed) {
            return Outcome.KEPT;
        }
        if (file.thresholds(rule).isEmpty()) {
            return Outcome.NO_THRESHOLD;
        }
        return file.canMove(rule) ? Outcome.TOO_OFTEN : Outcome.NOT_IN_PLACE;
    }

    /** The step of each rule's knob; none for a rule whose knob is not to be touched, or is of no use. */
    private Map<String, Integer> settle(Map<String, RuleTuning> rules) {
        Map<String, Integer> tops = new HashMap<>();
        rules.forEach((rule, tuning) -> {
            if (tuning.outcome() == Outcome.TOO_OFTEN) {
                tops.put(rule, STRICTEST + COARSE);
            } else if (loosen && tuning.outcome() == Outcome.KEPT && RuleTuning.hasKnob(file, rule)) {
                tops.put(rule, 0);
            }
        });
        Map<String, Integer> coarse = lowest(rules, tops, COARSE, STRICTEST / COARSE);
        coarse.values().removeIf(knob -> knob > STRICTEST);
        return lowest(rules, coarse, 1, COARSE - 1);
    }

    /**
     * Goes down from a step that keeps the budget.
     *
     * @param tops by rule; the next steps below are tried
     * @param by how far apart they are
     * @param steps how many
     * @return the lowest of which none above breaks the budget
     */
    private Map<String, Integer> lowest(Map<String, RuleTuning> rules, Map<String, Integer> tops, int by, int steps) {
        List<Map<String, Integer>> tried = IntStream.rangeClosed(1, steps)
                .mapToObj(step -> tops.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                top -> Math.max(floor(rules.get(top.getKey())), top.getValue() - step * by))))
                .toList();
        List<Trial> trials = tried.stream()
                .map(knobs -> new Trial(file.stricter(nats(knobs)).rules().only(tops.keySet())))
                .toList();
        if (!tops.isEmpty()) {
            calls.each(call -> trials.forEach(trial -> trial.hear(call)));
        }
        Map<String, Integer> lowest = new HashMap<>(tops);
        lowest.replaceAll((rule, top) -> {
            RuleTuning tuning = rules.get(rule);
            int allowed = tuning.budget().allowed(tuning.basis());
            int kept = 0;
            while (kept < steps && trials.get(kept).fired(rule) <= allowed) {
                kept++;
            }
            return kept == 0 ? top : tried.get(kept - 1).get(rule);
        });
        return lowest;
    }

    /** A rule that fires too often as it is does not become laxer. */
    private static int floor(RuleTuning tuning) {
        return tuning.outcome() == Outcome.KEPT ? LAXEST : 1;
    }

    private static Map<String, Double> nats(Map<String, Integer> knobs) {
        return knobs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, knob -> knob.getValue() / STEPS));
    }
}
