package org.undertone.rules.expr;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.config.yaml.Durations;
import org.undertone.rules.time.Series;
import org.undertone.rules.time.TimeFunction;

/**
 * Takes the functions over time out of a checked expression: each becomes a name, and what it follows a program of its own.
 * Used once.
 */
final class TimeCalls {

    /** No author can write such a name. */
    private static final String NAME = "@";

    private static final int MOST = 16;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final CelAbstractSyntaxTree ast;
    private final Map<Long, CelReference> references;
    private final List<TimeCall> calls = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private TimeCalls(CelAbstractSyntaxTree ast) {
        this.ast = ast;
        this.references = new HashMap<>(ast.getReferenceMap());
    }

    /**
     * What is left of the expression.
     *
     * @param ast where each function is a name
     * @param calls what the names stand for, in order
     * @param problems what is wrong with the functions
     */
    record Taken(CelAbstractSyntaxTree ast, List<TimeCall> calls, List<String> problems) {}

    static Taken takeFrom(CelAbstractSyntaxTree ast) {
        TimeCalls taken = new TimeCalls(ast);
        CelExpr rest = taken.rewrite(ast.getExpr());
        if (taken.calls.size() > MOST) {
            taken.problems.add("has " + taken.calls.size() + " functions over time; at most " + MOST + " are allowed");
        }
        return new Taken(
                CelAbstractSyntaxTree.newCheckedAst(rest, ast.getSource(), taken.references, ast.getTypeMap()),
                taken.calls,
                taken.problems);
    }

    /** The place in the list of that name; empty for another name. */
    static Optional<Integer> place(String name) {
        return name.startsWith(NAME) ? Optional.of(Integer.valueOf(name.substring(1))) : Optional.empty();
    }

    private CelExpr rewrite(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case CALL -> rewriteCall(expr);
            case SELECT ->
                CelExpr.ofSelect(
                        expr.id(),
                        rewrite(expr.select().operand()),
                        expr.select().field(),
                        expr.select().testOnly());
            case LIST ->
                CelExpr.ofList(
                        expr.id(),
                        rewrite(expr.list().elements()),
                        ImmutableList.copyOf(expr.list().optionalIndices()));
            case MAP -> {
                problem(expr, "a map { } has no use here; compare words with values");
                yield expr;
            }
            default -> expr;
        };
    }

    private ImmutableList<CelExpr> rewrite(List<CelExpr> exprs) {
        return exprs.stream().map(this::rewrite).collect(ImmutableList.toImmutableList());
    }

    private CelExpr rewriteCall(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        Optional<TimeFunction> function = TimeFunction.of(call.function());
        if (function.isEmpty()) {
            return CelExpr.ofCall(expr.id(), call.target().map(this::rewrite), call.function(), rewrite(call.args()));
        }
        read(function.get(), expr).ifPresent(calls::add);
        String name = NAME + Math.max(0, calls.size() - 1);
        references.put(expr.id(), CelReference.newBuilder().setName(name).build());
        return CelExpr.ofIdent(expr.id(), name);
    }

    private Optional<TimeCall> read(TimeFunction function, CelExpr expr) {
        List<CelExpr> args = expr.call().args();
        int before = problems.size();
        CelExpr followed = args.get(0);
        refuseTimeWithin(function, followed);
        boolean changed = function == TimeFunction.CHANGED;
        String from = changed ? constant(function, args.get(1)) : "";
        String to = changed ? constant(function, args.get(2)) : "";
        CelExpr last = args.get(args.size() - 1);
        Duration span = changed && args.size() == 3 ? TimeCall.USUAL_SPAN : span(function, last);
        if (problems.size() > before) {
            return Optional.empty();
        }
        return inner(followed).map(inner -> new TimeCall(function, inner, span, from, to, unparsed(expr)));
    }

    private Optional<Inner> inner(CelExpr followed) {
        try {
            CelAbstractSyntaxTree own = CelAbstractSyntaxTree.newCheckedAst(
                    followed, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap());
            return Optional.of(new Inner(unparsed(followed), Condition.RUNTIME.createProgram(own)));
        } catch (CelEvaluationException e) {
            problem(followed, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private String unparsed(CelExpr expr) {
        return CelUnparserFactory.newUnparser().unparse(CelAbstractSyntaxTree.newParsedAst(expr, ast.getSource()));
    }

    private void refuseTimeWithin(TimeFunction outer, CelExpr expr) {
        switch (expr.exprKind().getKind()) {
            case CALL -> {
                TimeFunction.of(expr.call().function())
                        .ifPresent(inner -> problem(
                                expr,
                                inner.word() + " cannot stand within " + outer.word()
                                        + ": what is followed over time must be of one moment; join the two with &&"));
                expr.call().target().ifPresent(target -> refuseTimeWithin(outer, target));
                expr.call().args().forEach(arg -> refuseTimeWithin(outer, arg));
            }
            case SELECT -> refuseTimeWithin(outer, expr.select().operand());
            case LIST -> expr.list().elements().forEach(element -> refuseTimeWithin(outer, element));
            case MAP -> problem(expr, "a map { } has no use here; compare words with values");
            default -> {
                // Names and values hold nothing.
            }
        }
    }

    private String constant(TimeFunction function, CelExpr arg) {
        Optional<String> text = text(arg);
        if (text.isEmpty()) {
            problem(arg, function.word() + " takes texts in quotes, such as changed(top, 'neutral', 'angry')");
            return "";
        }
        return text.get();
    }

    private Duration span(TimeFunction function, CelExpr arg) {
        Optional<String> text = text(arg);
        Optional<Duration> span = text.flatMap(Durations::parse)
                .filter(given -> given.compareTo(SHORTEST) >= 0 && given.compareTo(Series.LONGEST) <= 0);
        if (span.isEmpty()) {
            problem(
                    arg,
                    text.map(given -> "'" + given + "'").orElse("this") + " is no span of " + function.word()
                            + ": a duration in quotes from " + Durations.format(SHORTEST) + " to "
                            + Durations.format(Series.LONGEST) + ", such as '10s'");
        }
        return span.orElse(SHORTEST);
    }

    private static Optional<String> text(CelExpr expr) {
        return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }

    private void problem(CelExpr expr, String problem) {
        problems.add(ConditionWords.where(ast, expr) + problem);
    }
}
