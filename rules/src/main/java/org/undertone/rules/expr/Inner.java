package org.undertone.rules.expr;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;

/** What a function over time follows: an expression of its own. Two of the same text are the same. */
public final class Inner {

    private final String text;
    private final CelRuntime.Program program;
    private final boolean toldInSilence;

    Inner(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
        this.toldInSilence = text.contains(ConditionWords.SILENCE);
    }

    /** In one way whatever its author's spaces were. */
    public String text() {
        return text;
    }

    /** Whether windows in which nobody speaks tell something of it, too. */
    public boolean isToldInSilence() {
        return toldInSilence;
    }

    /**
     * What it is now, as a number: truth is 1 or 0.
     *
     * @throws Condition.Failed if it cannot be told, such as after a division by zero
     */
    public double number(Moment moment) throws Condition.Failed {
        Object value = value(moment);
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return ((Number) value).doubleValue();
    }

    /**
     * What it is now, as a text.
     *
     * @throws Condition.Failed if it cannot be told
     */
    public String text(Moment moment) throws Condition.Failed {
        return (String) value(moment);
    }

    private Object value(Moment moment) throws Condition.Failed {
        try {
            return program.eval(name -> ConditionWords.value(name, moment));
        } catch (CelEvaluationException e) {
            throw new Condition.Failed(e);
        }
    }
}
