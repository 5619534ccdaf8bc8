package org.undertone.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Emotion;
import org.undertone.core.Role;

/**
 * The words that a condition may use, what they stand for, and which of them one condition uses.
 *
 * @param emotions the emotions that it asks for
 * @param problems words that can never be equal to what they are compared with
 */
record ConditionWords(Set<Emotion> emotions, List<String> problems) {

    private static final String P = "p.";

    /** Numbers: the nine probabilities first. */
    static final List<String> NUMBERS = Stream.concat(
                    Emotion.all().stream().map(emotion -> P + emotion.label()),
                    Stream.of("level", "speech_ratio", "quality"))
            .toList();

    /** Texts. */
    static final List<String> TEXTS = List.of("top", "role", "call.queue", "call.did", "call.agent", "call.profile");

    /** What that word stands for; empty for a word that is none. */
    static Optional<Object> value(String name, Assessment.Scored scored, Role role, CallFacts facts) {
        return switch (name) {
            case "top" -> Optional.of(scored.track().top().label());
            case "level" -> Optional.of(scored.levelDbfs());
            case "speech_ratio" -> Optional.of(scored.speechRatio());
            case "quality" -> Optional.of(scored.quality().value());
            case "role" -> Optional.of(role.label());
            case "call.queue" -> Optional.of(facts.queue());
            case "call.did" -> Optional.of(facts.did());
            case "call.agent" -> Optional.of(facts.agent());
            case "call.profile" -> Optional.of(facts.profile());
            default -> emotion(name).map(emotion -> scored.track().smoothed().of(emotion));
        };
    }

    private static Optional<Emotion> emotion(String name) {
        return name.startsWith(P) ? Emotion.ofLabel(name.substring(P.length())) : Optional.empty();
    }

    /** Reads a checked expression. */
    static ConditionWords of(CelAbstractSyntaxTree ast) {
        Set<Emotion> emotions = EnumSet.noneOf(Emotion.class);
        ast.getReferenceMap().values().forEach(reference -> emotion(reference.name())
                .ifPresent(emotions::add));
        List<String> problems = new ArrayList<>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            CelExpr expr = node.expr();
            if (expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL) {
                readComparison(ast, expr.call(), emotions, problems);
            }
        });
        return new ConditionWords(emotions, problems);
    }

    /** {@code top == "angry"}, {@code role in ["agent"]}: the text must be one that the word can have. */
    private static void readComparison(
            CelAbstractSyntaxTree ast, CelExpr.CelCall call, Set<Emotion> emotions, List<String> problems) {
        if (!List.of("_==_", "_!=_", "@in").contains(call.function())) {
            return;
        }
        List<String> words =
                call.args().stream().flatMap(arg -> ident(arg).stream()).toList();
        for (CelExpr text : call.args().stream().flatMap(ConditionWords::texts).toList()) {
            String value = text.constant().stringValue();
            if (words.contains("top")) {
                Emotion.ofLabel(value)
                        .ifPresentOrElse(
                                emotions::add,
                                () -> problems.add(where(ast, text) + "'" + value + "' is no emotion; known are "
                                        + ConditionProblems.emotionLabels()));
            } else if (words.contains("role") && !Set.of("customer", "agent").contains(value)) {
                problems.add(where(ast, text) + "'" + value + "' is no role of a leg that is heard; known are customer,"
                        + " agent");
            }
        }
    }

    private static Optional<String> ident(CelExpr expr) {
        return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Optional.of(expr.ident().name())
                : Optional.empty();
    }

    private static Stream<CelExpr> texts(CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case LIST -> expr.list().elements().stream().flatMap(ConditionWords::texts);
            case CONSTANT ->
                expr.constant().getKind() == CelConstant.Kind.STRING_VALUE ? Stream.of(expr) : Stream.empty();
            default -> Stream.empty();
        };
    }

    private static String where(CelAbstractSyntaxTree ast, CelExpr expr) {
        int offset = ast.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        return ConditionProblems.where(ast.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0)));
    }
}
