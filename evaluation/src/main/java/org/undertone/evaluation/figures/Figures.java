package org.undertone.evaluation.figures;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.undertone.core.Emotion;

/**
 * How well examples were heard.
 *
 * @param examples how many, at least one of each of two emotions
 * @param speakers how many voices
 * @param uar unweighted average recall: the mean of the classes' recalls
 * @param uarInterval of it, with two speakers or more
 * @param accuracy the share that was heard right, also called weighted accuracy (WA)
 * @param macroF1 the mean of the classes' F1
 * @param columns of the confusion matrix: what could be heard, in index order
 * @param classes the emotions that are labelled, in index order
 * @param calibration of the highest score
 * @param anger what a rule over anger would make of it, where anger is one of the classes
 */
public record Figures(
        int examples,
        int speakers,
        double uar,
        Optional<Interval> uarInterval,
        double accuracy,
        double macroF1,
        List<Emotion> columns,
        List<ClassFigures> classes,
        Calibration calibration,
        Optional<Anger> anger) {

    public Figures {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
    }

    /**
     * Anger against all others.
     *
     * @param auc of its probability
     * @param aucInterval of that, with two speakers or more
     * @param againstNeutral against neutral alone, which is what a call mostly is; where neutral is one of the classes
     * @param caught the share of angry examples with {@code p.angry >= 0.6}
     * @param falseAlarms the share of all others with that
     */
    public record Anger(
            double auc,
            Optional<Interval> aucInterval,
            Optional<Auc> againstNeutral,
            double caught,
            double falseAlarms) {

        static final double THRESHOLD = 0.6;
    }

    /**
     * An area under the ROC curve.
     *
     * @param value its value
     * @param interval of it, with two speakers or more
     */
    public record Auc(double value, Optional<Interval> interval) {}

    /**
     * Figures of examples of two emotions or more.
     *
     * @param trained what the model can hear
     */
    public static Figures of(List<HeardExample> heard, Set<Emotion> trained, long seed) {
        Confusion confusion = Confusion.of(heard);
        Map<String, Confusion> bySpeaker = Confusion.bySpeaker(heard);
        Speakers speakers = new Speakers(heard, seed);
        List<Emotion> columns = Emotion.all().stream()
                .filter(emotion -> trained.contains(emotion) || confusion.heard(emotion) > 0)
                .toList();
        List<ClassFigures> classes = Emotion.all().stream()
                .filter(emotion -> confusion.labelled(emotion) > 0)
                .map(emotion -> classFigures(emotion, heard, confusion, columns))
                .toList();
        return new Figures(
                heard.size(),
                bySpeaker.size(),
                confusion.uar().orElseThrow(),
                speakers.interval(drawn -> Confusion.sum(bySpeaker, drawn).uar()),
                heard.stream().filter(HeardExample::right).count() / (double) heard.size(),
                classes.stream().mapToDouble(ClassFigures::f1).average().orElseThrow(),
                columns,
                classes,
                Calibration.of(heard),
                anger(heard, confusion, speakers));
    }

    private static ClassFigures classFigures(
            Emotion emotion, List<HeardExample> heard, Confusion confusion, List<Emotion> columns) {
        return new ClassFigures(
                emotion,
                (int) confusion.labelled(emotion),
                confusion.recall(emotion),
                confusion.precision(emotion),
                confusion.f1(emotion),
                ranking(emotion, heard).auc().orElseThrow(),
                columns.stream().map(column -> confusion.count(emotion, column)).toList());
    }

    private static Ranking<HeardExample> ranking(Emotion emotion, List<HeardExample> heard) {
        return new Ranking<>(heard, example -> example.emotion() == emotion, example -> example.of(emotion));
    }

    private static Optional<Anger> anger(List<HeardExample> heard, Confusion confusion, Speakers speakers) {
        if (confusion.labelled(Emotion.ANGRY) == 0) {
            return Optional.empty();
        }
        Auc againstAll = angerAuc(heard, speakers).orElseThrow();
        List<HeardExample> angryOrNeutral = heard.stream()
                .filter(example -> example.emotion() == Emotion.ANGRY || example.emotion() == Emotion.NEUTRAL)
                .toList();
        return Optional.of(new Anger(
                againstAll.value(),
                againstAll.interval(),
                angerAuc(angryOrNeutral, speakers),
                alarms(heard, true),
                alarms(heard, false)));
    }

    /** Empty where there is nothing but anger. */
    private static Optional<Auc> angerAuc(List<HeardExample> heard, Speakers speakers) {
        Ranking<HeardExample> ranking = ranking(Emotion.ANGRY, heard);
        OptionalDouble value = ranking.auc();
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Auc(
                        value.getAsDouble(),
                        speakers.interval(drawn -> ranking.auc(
                                example -> drawn.getOrDefault(example.clip().speaker(), 0)))));
    }

    private static double alarms(List<HeardExample> heard, boolean angry) {
        return heard.stream()
                .filter(example -> (example.emotion() == Emotion.ANGRY) == angry)
                .mapToInt(example -> example.of(Emotion.ANGRY) >= Anger.THRESHOLD ? 1 : 0)
                .average()
                .orElse(0);
    }
}
