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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.Emotion;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;

/**
 * The words that a condition may use, what they stand for, and which of them one condition uses.
 *
 * @param emotions the emotions that it asks for
 * @param problems words that can never be equal to what they are compared with
 */
record ConditionWords(Set<Emotion> emotions, List<String> problems) {

    private static final String P = "p.";
    private static final String WORDS_PER_MINUTE = "words_per_minute";
    private static final String TOP = "top";
    private static final String MIXED = "mixed";

    /** Numbers: the nine probabilities first. */
    static final List<String> NUMBERS = Stream.concat(
                    Emotion.all().stream().map(emotion -> P + emotion.label()),
                    Stream.of("level", "speech_ratio", "quality", "speech_rate", "articulation_rate", WORDS_PER_MINUTE))
            .toList();

    /** Texts. */
    static final List<String> TEXTS = List.of(TOP, "role", "call.queue", "call.did", "call.agent", "call.profile");

    /** Lists of texts. */
    static final List<String> LISTS = List.of(MIXED);

    /** What that word stands for; empty for a word that is none. */
    static Optional<Object> value(String name, Assessment.Scored scored, Role role, CallFacts facts) {
        return switch (name) {
            case TOP -> Optional.of(scored.track().top().label());
            case MIXED ->
                Optional.of(scored.track().mixed().stream()
                        .map(share -> share.emotion().label())
                        .toList());
            case "level" -> Optional.of(scored.levelDbfs());
            case "speech_ratio" -> Optional.of(scored.speechRatio());
            case "quality" -> Optional.of(scored.quality().value());
            case "speech_rate" -> Optional.of(rate(scored, SpeechRate::speech));
            case "articulation_rate" -> Optional.of(rate(scored, SpeechRate::articulation));
            case WORDS_PER_MINUTE -> Optional.of(rate(scored, SpeechRate::wordsPerMinute));
            case "role" -> Optional.of(role.label());
            case "call.queue" -> Optional.of(facts.queue());
            case "call.did" -> Optional.of(facts.did());
            case "call.agent" -> Optional.of(facts.agent());
            case "call.profile" -> Optional.of(facts.profile());
            default -> emotion(name).map(emotion -> scored.track().smoothed().of(emotion));
        };
    }

    /** 0 while it is not known. */
    private static double rate(Assessment.Scored scored, ToDoubleFunction<SpeechRate> which) {
        return scored.rate().map(which::applyAsDouble).orElse(0.0);
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

    /** {@code top == "angry"}, {@code "sad" in mixed}, {@code role in ["agent"]}: the text must be one that the word can have. */
    private static void readComparison(
            CelAbstractSyntaxTree ast, CelExpr.CelCall call, Set<Emotion> emotions, List<String> problems) {
        if (!List.of("_==_", "_!=_", "@in").contains(call.function())) {
            return;
        }
        List<String> words =
                call.args().stream().flatMap(arg -> ident(arg).stream()).toList();
        for (CelExpr text : call.args().stream().flatMap(ConditionWords::texts).toList()) {
            String value = text.constant().stringValue();
            if (words.contains(TOP) || words.contains(MIXED)) {
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
