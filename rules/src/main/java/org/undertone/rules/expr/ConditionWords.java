package org.undertone.rules.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.core.SpeechRate;
import org.undertone.rules.time.TimeFunction;

/**
 * The words that a condition may use, what they stand for, and which of them one condition uses.
 *
 * @param emotions the emotions that it asks for
 * @param names all words that it uses, in the order in which they are written
 * @param variables the channel variables that it asks for
 * @param problems words that can never be equal to what they are compared with
 */
public record ConditionWords(Set<Emotion> emotions, Set<String> names, Set<String> variables, List<String> problems) {

    private static final String P = "p.";
    private static final String OWN = "own.";
    private static final String OWN_KNOWN = "own_known";
    private static final String WORDS_PER_MINUTE = "words_per_minute";
    private static final String TOP = "top";
    private static final String MIXED = "mixed";
    private static final String OVERLAP = "overlap";
    static final String SILENCE = "silence_s";
    private static final String VARS = "call.vars";
    static final String VAR = VARS + ".";

    public ConditionWords {
        emotions = Collections.unmodifiableSet(
                emotions.isEmpty() ? EnumSet.noneOf(Emotion.class) : EnumSet.copyOf(emotions));
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        variables = Collections.unmodifiableSet(new LinkedHashSet<>(variables));
        problems = List.copyOf(problems);
    }

    /** Numbers: the nine probabilities first, then the same beside how the voice began. */
    static final List<String> NUMBERS = Stream.of(
                    Emotion.all().stream().map(emotion -> P + emotion.label()),
                    Emotion.all().stream()
                            .filter(emotion -> emotion != Emotion.NEUTRAL)
                            .map(emotion -> OWN + emotion.label()),
                    Stream.of(
                            "level",
                            "speech_ratio",
                            "quality",
                            "speech_rate",
                            "articulation_rate",
                            WORDS_PER_MINUTE,
                            OVERLAP,
                            SILENCE,
                            "call.duration"))
            .flatMap(names -> names)
            .toList();

    /** Numbers without fractions. */
    static final List<String> WHOLE_NUMBERS = List.of("call.holds");

    /** Whether something is so. */
    static final List<String> TRUTHS = List.of(OWN_KNOWN);

    /** Texts. */
    static final List<String> TEXTS =
            List.of(TOP, "role", "call.queue", "call.did", "call.agent", "call.profile", "call.customer_group");

    /** Lists of texts. */
    static final List<String> LISTS = List.of(MIXED);

    /** Texts by their names. */
    static final List<String> MAPS = List.of(VARS);

    /** Whether it can be told only where both legs are heard. */
    public boolean needBothLegs() {
        return names.contains(OVERLAP);
    }

    /** Whether it is asked of windows in which nobody speaks, too. */
    public boolean askForSilence() {
        return names.contains(SILENCE);
    }

    /** What that word stands for; empty for a word that is none. */
    static Optional<Object> value(String name, Moment moment) {
        return switch (name) {
            case TOP -> Optional.of(moment.heard().track().top().label());
            case MIXED ->
                Optional.of(moment.heard().track().mixed().stream()
                        .map(share -> share.emotion().label())
                        .toList());
            case "level" -> Optional.of(moment.levelDbfs());
            case "speech_ratio" -> Optional.of(moment.speechRatio());
            case "quality" -> Optional.of(moment.heard().quality().value());
            case "speech_rate" -> Optional.of(rate(moment, SpeechRate::speech));
            case "articulation_rate" -> Optional.of(rate(moment, SpeechRate::articulation));
            case WORDS_PER_MINUTE -> Optional.of(rate(moment, SpeechRate::wordsPerMinute));
            case OVERLAP -> Optional.of(moment.overlap());
            case SILENCE -> Optional.of(moment.silence().toMillis() / 1_000.0);
            case "role" -> Optional.of(moment.role().label());
            case OWN_KNOWN -> Optional.of(moment.heard().track().own().known());
            default -> ofEmotion(name, moment).or(() -> ofCall(name, moment));
        };
    }

    private static Optional<Object> ofCall(String name, Moment moment) {
        return switch (name) {
            case "call.queue" -> Optional.of(moment.facts().queue());
            case "call.did" -> Optional.of(moment.facts().did());
            case "call.agent" -> Optional.of(moment.facts().agent());
            case "call.profile" -> Optional.of(moment.facts().profile());
            case "call.customer_group" -> Optional.of(moment.facts().customerGroup());
            case "call.duration" -> Optional.of(moment.callDuration().toMillis() / 1_000.0);
            case "call.holds" -> Optional.of((long) moment.facts().holds());
            case VARS -> Optional.of(new Variables(moment.facts().variables()));
            default ->
                name.startsWith(VAR)
                        ? Optional.of(moment.facts().variables().getOrDefault(name.substring(VAR.length()), ""))
                        : Optional.empty();
        };
    }

    private static Optional<Object> ofEmotion(String name, Moment moment) {
        return emotion(name)
                .map(emotion -> name.startsWith(P)
                        ? moment.heard().track().smoothed().of(emotion)
                        : moment.heard().track().own().of(emotion));
    }

    /** 0 while it is not known. */
    private static double rate(Moment moment, ToDoubleFunction<SpeechRate> which) {
        return moment.heard().rate().map(which::applyAsDouble).orElse(0.0);
    }

    private static Optional<Emotion> emotion(String name) {
        return Stream.of(P, OWN)
                .filter(name::startsWith)
                .flatMap(prefix -> Emotion.ofLabel(name.substring(prefix.length())).stream())
                .findFirst();
    }

    /** Of what kind the score of that name is; empty for what is none. */
    static Optional<Threshold.Scale> scale(String name) {
        return emotion(name).map(emotion -> name.startsWith(P) ? Threshold.Scale.SHARE : Threshold.Scale.NATS);
    }

    /** Reads a checked expression. */
    static ConditionWords of(CelAbstractSyntaxTree ast) {
        Set<Emotion> emotions = EnumSet.noneOf(Emotion.class);
        ast.getReferenceMap().values().forEach(reference -> emotion(reference.name())
                .ifPresent(emotions::add));
        Set<String> names = new LinkedHashSet<>();
        Set<String> variables = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            CelExpr expr = node.expr();
            ast.getReference(expr.id())
                    .filter(reference -> reference.overloadIds().isEmpty())
                    .map(CelReference::name)
                    .filter(name -> !name.equals(VARS))
                    .ifPresent(names::add);
            variable(ast, expr).ifPresent(variables::add);
            if (expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL) {
                readComparison(ast, expr.call(), emotions, problems);
            }
        });
        variables.forEach(variable -> names.add(VAR + variable));
        return new ConditionWords(emotions, names, variables, problems);
    }

    /** {@code call.vars.NAME}, {@code call.vars['NAME']}. */
    private static Optional<String> variable(CelAbstractSyntaxTree ast, CelExpr expr) {
        return switch (expr.exprKind().getKind()) {
            case SELECT ->
                isVars(ast, expr.select().operand()) ? Optional.of(expr.select().field()) : Optional.empty();
            case CALL ->
                expr.call().function().equals("_[_]")
                                && isVars(ast, expr.call().args().get(0))
                        ? texts(expr.call().args().get(1)).findFirst().map(text -> text.constant()
                                .stringValue())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isVars(CelAbstractSyntaxTree ast, CelExpr expr) {
        return ast.getReference(expr.id())
                .filter(reference -> reference.name().equals(VARS))
                .isPresent();
    }

    /** {@code top == "angry"}, {@code "sad" in mixed}, {@code role in ["agent"]}: the text must be one that the word can have. */
    private static void readComparison(
            CelAbstractSyntaxTree ast, CelExpr.CelCall call, Set<Emotion> emotions, List<String> problems) {
        boolean changed = call.function().equals(TimeFunction.CHANGED.word());
        if (!changed && !List.of("_==_", "_!=_", "@in").contains(call.function())) {
            return;
        }
        // The last text of changed(top, 'neutral', 'angry', '10s') is its span.
        List<CelExpr> args =
                changed ? call.args().subList(0, Math.min(3, call.args().size())) : call.args();
        List<String> words = args.stream().flatMap(arg -> ident(arg).stream()).toList();
        for (CelExpr text : args.stream().flatMap(ConditionWords::texts).toList()) {
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

    static String where(CelAbstractSyntaxTree ast, CelExpr expr) {
        int offset = ast.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        return ConditionProblems.where(ast.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0)));
    }
}
