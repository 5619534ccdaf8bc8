package org.undertone.rules.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.rules.expr.Threshold.Scale;
import org.undertone.rules.time.TimeFunction;

/**
 * Finds the numbers in a checked expression that scores are compared with, and in which direction each makes it stricter. Used
 * once.
 */
final class Thresholds {

    private static final Set<String> AT_LEAST = Set.of("_>=_", "_>_");
    private static final Set<String> AT_MOST = Set.of("_<=_", "_<_");

    /** As CEL writes them; the library tells where a number begins, not where it ends. */
    private static final Pattern NUMBER = Pattern.compile("-?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private final CelAbstractSyntaxTree ast;
    private final String text;
    private final List<Threshold> found = new ArrayList<>();

    private Thresholds(CelAbstractSyntaxTree ast, String text) {
        this.ast = ast;
        this.text = text;
    }

    /** In the order in which they are written. */
    static List<Threshold> of(CelAbstractSyntaxTree ast, String text) {
        Thresholds thresholds = new Thresholds(ast, text);
        thresholds.visit(ast.getExpr(), true);
        return thresholds.found.stream()
                .filter(threshold -> !thresholds.isBand(threshold))
                .sorted(Comparator.comparing(Threshold::from))
                .toList();
    }

    /** A score that is to lie between two numbers: a narrower band would say something else than a stricter rule. */
    private boolean isBand(Threshold threshold) {
        return found.stream()
                .anyMatch(other ->
                        other.score().equals(threshold.score()) && other.stricterAbove() != threshold.stricterAbove());
    }

    /**
     * Looks into a part of the expression.
     *
     * @param straight whether the whole becomes stricter as the part does; else laxer
     */
    private void visit(CelExpr expr, boolean straight) {
        if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL) {
            return;
        }
        CelExpr.CelCall call = expr.call();
        switch (call.function()) {
            case "_&&_", "_||_" -> call.args().forEach(arg -> visit(arg, straight));
            case "!_" -> visit(call.args().get(0), !straight);
            case "_?_:_" -> {
                visit(call.args().get(1), straight);
                visit(call.args().get(2), straight);
            }
            default -> {
                if (AT_LEAST.contains(call.function())) {
                    compare(call.args().get(0), call.args().get(1), straight);
                } else if (AT_MOST.contains(call.function())) {
                    compare(call.args().get(1), call.args().get(0), straight);
                }
            }
        }
    }

    /** One is to be the larger, or as large. */
    private void compare(CelExpr larger, CelExpr smaller, boolean straight) {
        number(smaller).ifPresent(number -> bound(larger, number, straight));
        number(larger).ifPresent(number -> bound(smaller, number, !straight));
    }

    private void bound(CelExpr score, NumberAt number, boolean straight) {
        if (isCount(score)) {
            visit(score.call().args().get(0), straight);
            return;
        }
        scale(score).ifPresent(scale -> {
            if (scale == Scale.NATS || (number.value > 0 && number.value < 1)) {
                found.add(new Threshold(unparsed(score), number.value, scale, straight, number.from, number.to));
            }
        });
    }

    private static boolean isCount(CelExpr expr) {
        return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals(TimeFunction.COUNT.word());
    }

    private record NumberAt(double value, int from, int to) {}

    private Optional<NumberAt> number(CelExpr expr) {
        if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        double value;
        switch (expr.constant().getKind()) {
            case DOUBLE_VALUE -> value = expr.constant().doubleValue();
            case INT64_VALUE -> value = expr.constant().int64Value();
            default -> {
                return Optional.empty();
            }
        }
        int codePoint = ast.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        int at = text.offsetByCodePoints(0, Math.min(codePoint, text.codePointCount(0, text.length())));
        // The library tells the place of the digits also where a minus stands before them.
        int from = value < 0 && at > 0 && text.charAt(at - 1) == '-' ? at - 1 : at;
        Matcher written = NUMBER.matcher(text).region(from, text.length());
        return written.lookingAt() && Double.parseDouble(written.group()) == value
                ? Optional.of(new NumberAt(value, from, written.end()))
                : Optional.empty();
    }

    /** Empty for what is no score, or not only one: their sums and differences are, of one kind. */
    private Optional<Scale> scale(CelExpr expr) {
        if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL) {
            return ast.getReference(expr.id())
                    .filter(reference -> reference.overloadIds().isEmpty())
                    .map(CelReference::name)
                    .flatMap(ConditionWords::scale);
        }
        CelExpr.CelCall call = expr.call();
        if (Set.of("_+_", "_-_").contains(call.function())) {
            return scale(call.args().get(0))
                    .filter(left -> scale(call.args().get(1)).equals(Optional.of(left)));
        }
        return TimeFunction.of(call.function())
                .filter(function -> function != TimeFunction.COUNT && function != TimeFunction.CHANGED)
                .flatMap(function -> scale(call.args().get(0)));
    }

    private String unparsed(CelExpr expr) {
        return CelUnparserFactory.newUnparser().unparse(CelAbstractSyntaxTree.newParsedAst(expr, ast.getSource()));
    }
}
