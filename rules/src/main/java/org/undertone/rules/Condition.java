package org.undertone.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Emotion;
import org.undertone.core.Role;

/**
 * A condition in CEL (Common Expression Language, cel.dev), checked once and asked often. Numbers of different types
 * compare; macros are left out.
 */
final class Condition {

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_DEPTH = 32;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .build();
    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final CelRuntime.Program program;
    private final String normalised;
    private final Set<Emotion> emotions;

    private Condition(CelRuntime.Program program, String normalised, Set<Emotion> emotions) {
        this.program = program;
        this.normalised = normalised;
        this.emotions = emotions;
    }

    /** What is wrong with an expression: sentences that begin with a line and a column. */
    static final class Invalid extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }

        List<String> problems() {
            return problems;
        }
    }

    /** The condition could not be asked of one assessment. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        Failed(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    static Condition compile(String expression) throws Invalid {
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
            ConditionWords words = ConditionWords.of(ast);
            if (!words.problems().isEmpty()) {
                throw new Invalid(words.problems());
            }
            return new Condition(
                    RUNTIME.createProgram(ast), CelUnparserFactory.newUnparser().unparse(ast), words.emotions());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new Invalid(List.of(String.valueOf(e.getMessage())));
        }
    }

    boolean holds(Assessment.Scored scored, Role role, CallFacts facts) throws Failed {
        CelVariableResolver values = name -> ConditionWords.value(name, scored, role, facts);
        try {
            return program.eval(values).equals(true);
        } catch (CelEvaluationException e) {
            throw new Failed(e);
        }
    }

    /** The expression, written in one way whatever its author's spaces were. */
    String normalised() {
        return normalised;
    }

    /** The emotions that it asks for. */
    Set<Emotion> emotions() {
        return EnumSet.copyOf(emotions);
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros();
        ConditionWords.NUMBERS.forEach(name -> builder.addVar(name, SimpleType.DOUBLE));
        ConditionWords.TEXTS.forEach(name -> builder.addVar(name, SimpleType.STRING));
        ConditionWords.LISTS.forEach(name -> builder.addVar(name, ListType.create(SimpleType.STRING)));
        return builder.build();
    }
}
