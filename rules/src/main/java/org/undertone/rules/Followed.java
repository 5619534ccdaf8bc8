package org.undertone.rules;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.rules.expr.Condition;
import org.undertone.rules.expr.Inner;
import org.undertone.rules.expr.Moment;
import org.undertone.rules.expr.TimeCall;
import org.undertone.rules.time.Aggregate;
import org.undertone.rules.time.Series;
import org.undertone.rules.time.TimeFunction;
import org.undertone.rules.time.Turn;

/** One expression on one leg, followed over time for all rules that ask for it. */
final class Followed {

    private final Inner inner;
    private final Map<String, Turn> turns = new HashMap<>(2);
    private Optional<Series> series = Optional.empty();
    private long heardAt = -1;

    Followed(Inner inner) {
        this.inner = inner;
    }

    /** What a function over it comes to at a time; the same for the same question. */
    Asked ask(TimeCall call) {
        if (call.function() == TimeFunction.CHANGED) {
            Turn turn =
                    turns.computeIfAbsent(question(call), question -> new Turn(call.from(), call.to(), call.span()));
            return turn::happened;
        }
        Aggregate aggregate = numbers().aggregate(call.function(), call.span());
        return call.function() == TimeFunction.COUNT ? now -> Math.round(aggregate.value(now)) : aggregate::value;
    }

    private Series numbers() {
        if (series.isEmpty()) {
            series = Optional.of(new Series());
        }
        return series.get();
    }

    /**
     * Takes what it is now, once a window. What is no finite number, such as after a division by a rate of 0, counts as not
     * heard: one such value would spoil every sum for as long as the span.
     */
    void hear(Duration at, Moment moment, boolean silent) throws Condition.Failed {
        long now = at.toMillis();
        if (heardAt == now || (silent && !inner.isToldInSilence())) {
            return;
        }
        if (series.isPresent()) {
            double number = inner.number(moment);
            if (Double.isFinite(number)) {
                series.get().add(now, number);
            }
        }
        if (!turns.isEmpty()) {
            String text = inner.text(moment);
            turns.values().forEach(turn -> turn.add(now, text));
        }
        // Only now: if it could not be told, each rule that shares it has to learn so.
        heardAt = now;
    }

    /** Forgets what none of these asks for. */
    void keep(List<TimeCall> calls) {
        turns.keySet().retainAll(calls.stream().map(Followed::question).toList());
        series.ifPresent(numbers -> numbers.keep((function, millis) -> calls.stream()
                .anyMatch(call -> call.function() == function && call.span().toMillis() == millis)));
    }

    private static String question(TimeCall call) {
        return call.from() + "\n" + call.to() + "\n" + call.span();
    }

    /** The value of a function over time. */
    interface Asked {

        /** At that moment of the leg's audio time, in milliseconds. */
        Object at(long now);
    }
}
