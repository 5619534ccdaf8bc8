package org.undertone.evaluation.fit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.figures.HeardExample;
import org.undertone.evaluation.figures.Ranking;
import org.undertone.evaluation.figures.Speakers;
import org.undertone.evaluation.fit.SiteFigure.Kind;
import org.undertone.evaluation.fit.SiteFigure.Value;

/** Compares what two models make of the same windows. */
final class SiteFigures {

    private static final double SURE = 0.6;
    private static final double LEAST = 1e-4;
    private static final long SEED = 1;

    private SiteFigures() {}

    /** All figures that these labels allow; windows stand in the same order in both. */
    static List<SiteFigure> of(List<HeardExample> before, List<HeardExample> after) {
        Speakers callers = new Speakers(before, SEED);
        return Arrays.stream(Kind.values())
                .flatMap(kind -> figure(kind, figure(kind, before), figure(kind, after), callers))
                .toList();
    }

    /** The loss alone: the mean over labels of the mean of -log p(label). */
    static double loss(List<HeardExample> heard) {
        return figure(Kind.LOSS, heard).of(Map.of()).orElseThrow();
    }

    /** A figure by how often each caller counts; everybody once of an empty map. */
    private interface Figure {
        OptionalDouble of(Map<String, Integer> drawn);
    }

    private static Stream<SiteFigure> figure(Kind kind, Figure before, Figure after, Speakers callers) {
        OptionalDouble was = before.of(Map.of());
        OptionalDouble is = after.of(Map.of());
        if (was.isEmpty() || is.isEmpty()) {
            return Stream.empty();
        }
        Figure change = drawn -> {
            OptionalDouble one = before.of(drawn);
            OptionalDouble other = after.of(drawn);
            return one.isPresent() && other.isPresent()
                    ? OptionalDouble.of(other.getAsDouble() - one.getAsDouble())
                    : OptionalDouble.empty();
        };
        return Stream.of(new SiteFigure(
                kind,
                new Value(was.getAsDouble(), callers.interval(before::of)),
                new Value(is.getAsDouble(), callers.interval(after::of)),
                new Value(is.getAsDouble() - was.getAsDouble(), callers.interval(change::of))));
    }

    private static Figure figure(Kind kind, List<HeardExample> heard) {
        boolean several = heard.stream().map(HeardExample::emotion).distinct().count() > 1;
        boolean anger = heard.stream().anyMatch(SiteFigures::angry);
        return switch (kind) {
            case LOSS ->
                means(heard, one -> -Math.log(Math.max(LEAST, one.scores().of(one.emotion()))));
            case UAR ->
                several
                        ? means(heard, one -> one.scores().top() == one.emotion() ? 1 : 0)
                        : drawn -> OptionalDouble.empty();
            case AUC_ANGRY -> {
                Ranking<HeardExample> ranking = new Ranking<>(
                        heard, SiteFigures::angry, one -> one.scores().of(Emotion.ANGRY));
                yield anger && several
                        ? drawn -> ranking.auc(one -> times(one.clip().speaker(), drawn))
                        : drawn -> OptionalDouble.empty();
            }
            case CAUGHT -> alarms(heard.stream().filter(SiteFigures::angry).toList());
            case FALSE -> alarms(heard.stream().filter(one -> !angry(one)).toList());
        };
    }

    private static boolean angry(HeardExample heard) {
        return heard.emotion() == Emotion.ANGRY;
    }

    private static int times(String caller, Map<String, Integer> drawn) {
        return drawn.isEmpty() ? 1 : drawn.getOrDefault(caller, 0);
    }

    /** The mean over labels of a mean over windows. Each caller is summed up once: they are drawn a thousand times. */
    private static Figure means(List<HeardExample> heard, ToDoubleFunction<HeardExample> value) {
        Map<String, Map<Emotion, double[]>> callers = new HashMap<>();
        for (HeardExample one : heard) {
            double[] sum = callers.computeIfAbsent(one.clip().speaker(), caller -> new EnumMap<>(Emotion.class))
                    .computeIfAbsent(one.emotion(), emotion -> new double[2]);
            sum[0] += value.applyAsDouble(one);
            sum[1]++;
        }
        return drawn -> {
            Map<Emotion, double[]> sums = new EnumMap<>(Emotion.class);
            callers.forEach((caller, labels) -> {
                int times = times(caller, drawn);
                labels.forEach((emotion, own) -> {
                    double[] sum = sums.computeIfAbsent(emotion, label -> new double[2]);
                    sum[0] += times * own[0];
                    sum[1] += times * own[1];
                });
            });
            return sums.values().stream()
                    .filter(sum -> sum[1] > 0)
                    .mapToDouble(sum -> sum[0] / sum[1])
                    .average();
        };
    }

    private static Figure alarms(List<HeardExample> heard) {
        return means(
                heard.stream().map(SiteFigures::unlabelled).toList(),
                one -> one.scores().of(Emotion.ANGRY) >= SURE ? 1 : 0);
    }

    /** So that its label does not weigh. */
    private static HeardExample unlabelled(HeardExample heard) {
        return new HeardExample(heard.clip(), Emotion.NEUTRAL, heard.scores());
    }
}
