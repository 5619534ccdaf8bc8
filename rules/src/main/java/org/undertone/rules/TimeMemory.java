package org.undertone.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.undertone.rules.expr.Condition;
import org.undertone.rules.expr.Moment;
import org.undertone.rules.expr.TimeCall;

/**
 * What the functions over time remember of one leg: one series for each distinct expression that the rules of this leg
 * follow, whichever rules and functions ask for it.
 */
final class TimeMemory {

    private final Map<String, Followed> followed = new HashMap<>(4);
    private final IdentityHashMap<Condition, Bound> bound = new IdentityHashMap<>(4);

    /** A condition's functions, and what they follow. */
    private record Bound(List<Followed> followed, List<Followed.Asked> asked) {}

    /** Takes this moment for all that a condition follows, and gives the values of its functions. */
    IntFunction<Object> follow(Condition condition, Moment moment) throws Condition.Failed {
        if (condition.times().isEmpty()) {
            return TimeMemory::nothing;
        }
        Bound own = bound.computeIfAbsent(condition, this::bind);
        Duration at = moment.window().to();
        boolean silent = !moment.heard().window().equals(moment.window());
        for (Followed each : own.followed()) {
            each.hear(at, moment, silent);
        }
        long now = at.toMillis();
        return place -> own.asked().get(place).at(now);
    }

    private static Object nothing(int place) {
        throw new IllegalStateException("no function over time at " + place);
    }

    private Bound bind(Condition condition) {
        List<Followed> inners = new ArrayList<>();
        List<Followed.Asked> asked = new ArrayList<>();
        for (TimeCall call : condition.times()) {
            Followed each = followed.computeIfAbsent(call.inner().text(), text -> new Followed(call.inner()));
            asked.add(each.ask(call));
            if (!inners.contains(each)) {
                inners.add(each);
            }
        }
        return new Bound(inners, asked);
    }

    /** Forgets what none of these rules asks for; what two versions of a file have in common is remembered. */
    void keep(List<Rule> rules) {
        Map<String, List<TimeCall>> wanted = new HashMap<>();
        for (Rule rule : rules) {
            for (TimeCall call : rule.condition().times()) {
                wanted.computeIfAbsent(call.inner().text(), text -> new ArrayList<>())
                        .add(call);
            }
        }
        followed.keySet().retainAll(wanted.keySet());
        followed.forEach((text, each) -> each.keep(wanted.get(text)));
        bound.clear();
    }
}
