package org.undertone.rules.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A condition in CEL (Common Expression Language, cel.dev), checked once and asked often. Numbers of different types compare
 * and add up. What it says of the past are {@link #times}: their values are given when it is asked. Any thread may use it.
 */
public final class Condition {

    static final CelRuntime RUNTIME = Cel.runtime();

    private static final CelCompiler COMPILER = Cel.compiler();

    private final CelRuntime.Program program;
    private final String normalised;
    private final ConditionWords words;
    private final List<TimeCall> times;
    private final List<Threshold> thresholds;

    private Condition(
            CelRuntime.Program program,
            String normalised,
            ConditionWords words,
            List<TimeCall> times,
            List<Threshold> thresholds) {
        this.program = program;
        this.normalised = normalised;
        this.words = words;
        this.times = List.copyOf(times);
        this.thresholds = List.copyOf(thresholds);
    }

    /** What is wrong with an expression: sentences that begin with a line and a column. */
    public static final class Invalid extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        /** All of them. */
        public List<String> problems() {
            return problems;
        }
    }

    /** The condition could not be asked of one assessment. */
    public static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String kind;

        Failed(CelEvaluationException cause) {
            super(cause.getMessage(), cause);
            this.kind = cause.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** What kind of failure, such as {@code divide by zero}; unlike the message, without any value of the call. */
        public String kind() {
            return kind;
        }
    }

    /**
     * Checks an expression.
     *
     * @throws Invalid with all that is wrong with it
     */
    public static Condition compile(String expression) throws Invalid {
        if (expression.codePointCount(0, expression.length()) > Cel.MAX_LENGTH) {
            throw new Invalid(List.of("the size of this condition is " + expression.length() + " characters; at most "
                    + Cel.MAX_LENGTH + " are allowed"));
        }
        CelValidationResult result = COMPILER.compile(expression);
        if (result.hasError()) {
            List<String> problems = new ArrayList<>();
            for (CelIssue issue : result.getErrors()) {
                problems.add(ConditionProblems.explain(issue, expression));
            }
            throw new Invalid(problems);
        }
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            if (!ast.getResultType().equals(SimpleType.BOOL)) {
                throw new Invalid(List.of("gives a " + ast.getResultType().name()
                        + ", not true or false; compare it, such as p.angry >= 0.6"));
            }
            return compile(ast, expression);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new Invalid(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Condition compile(CelAbstractSyntaxTree ast, String expression)
            throws Invalid, CelEvaluationException {
        ConditionWords words = ConditionWords.of(ast);
        TimeCalls.Taken taken = TimeCalls.takeFrom(ast);
        List<String> problems = new ArrayList<>(words.problems());
        problems.addAll(taken.problems());
        if (!problems.isEmpty()) {
            throw new Invalid(problems);
        }
        return new Condition(
                RUNTIME.createProgram(taken.ast()),
                CelUnparserFactory.newUnparser().unparse(ast),
                words,
                taken.calls(),
                Thresholds.of(ast, expression));
    }

    /**
     * Whether it holds at that moment.
     *
     * @param time what the function over time at that place of {@link #times} comes to
     * @throws Failed if that cannot be told, such as after a division by zero
     */
    public boolean holds(Moment moment, IntFunction<Object> time) throws Failed {
        CelVariableResolver values = name ->
                name.charAt(0) == '@' ? TimeCalls.place(name).map(time::apply) : ConditionWords.value(name, moment);
        try {
            return program.eval(values).equals(true);
        } catch (CelEvaluationException e) {
            throw new Failed(e);
        }
    }

    /** What each word and each function over time in it stands for at that moment, in the order in which they are written. */
    public Map<String, String> values(Moment moment, IntFunction<Object> time) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words.names()) {
            Optional<Object> value = ConditionWords.value(word, moment);
            value.ifPresent(known -> values.put(word, told(word, known)));
        }
        for (int i = 0; i < times.size(); i++) {
            values.put(times.get(i).text(), ValueText.of(time.apply(i)));
        }
        return values;
    }

    /** A channel variable may hold a phone number, and alerts are kept and sent on. */
    private static String told(String word, Object value) {
        if (!word.startsWith(ConditionWords.VAR)) {
            return ValueText.of(value);
        }
        return value.equals("") ? "(empty)" : "(set)";
    }

    /** The functions over time in it. */
    public List<TimeCall> times() {
        return times;
    }

    /** The numbers in it that scores are compared with, in the order in which they are written. */
    public List<Threshold> thresholds() {
        return thresholds;
    }

    /** The expression, written in one way whatever its author's spaces were. */
    public String normalised() {
        return normalised;
    }

    /** What it asks for. */
    public ConditionWords words() {
        return words;
    }
}
