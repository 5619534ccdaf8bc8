package org.undertone.app.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.inference.evaluate.ClassFigures;
import org.undertone.inference.evaluate.Evaluation;
import org.undertone.inference.evaluate.Evaluation.Measured;
import org.undertone.inference.evaluate.Figures;

/** An evaluation for the terminal. */
final class EvaluationTable {

    private static final List<String> HEAD =
            List.of("HEARD", "LINE", "N", "UAR", "WA", "F1", "AUC ANGRY", "ECE", "CAUGHT", "FALSE");
    private static final int TOLD = 10;
    private static final int WIDTH = 100;

    private final Evaluation evaluation;

    EvaluationTable(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, evaluation.model().title() + " on " + Words.dataset(evaluation));
        prose(text, evaluation.dataset().note());
        prose(text, Words.leftOut(evaluation));
        unreadable(text);
        line(text, "\n" + table(rows()));
        prose(text, Words.ABBREVIATIONS);
        for (Measured measured : evaluation.measured()) {
            line(
                    text,
                    "\n" + Words.what(measured, evaluation) + ", "
                            + measured.line().title() + ":");
            line(text, table(classes(measured.figures())));
        }
        prose(text, "\n" + Words.listeners(evaluation));
        mixtures(text);
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        if (!line.isBlank()) {
            text.append(line.stripTrailing()).append(System.lineSeparator());
        }
    }

    /** Broken where a terminal would break it within a word. */
    private static void prose(StringBuilder text, String prose) {
        StringBuilder line = new StringBuilder();
        for (String word : prose.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                line(text, line.toString());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        line(text, line.toString());
    }

    private void unreadable(StringBuilder text) {
        Map<Path, String> files = evaluation.unreadable();
        files.entrySet().stream().limit(TOLD).forEach(file -> line(text, "  " + file.getKey() + " " + file.getValue()));
        if (files.size() > TOLD) {
            line(text, "  and " + (files.size() - TOLD) + " more");
        }
    }

    private void mixtures(StringBuilder text) {
        MixtureTable mixtures = new MixtureTable(evaluation);
        prose(text, mixtures.introduction());
        if (!mixtures.rows().isEmpty()) {
            List<List<String>> rows = new ArrayList<>(List.of(mixtures.head()));
            rows.addAll(mixtures.rows());
            line(text, table(rows));
        }
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (Measured measured : evaluation.measured()) {
            Figures figures = measured.figures();
            rows.add(List.of(
                    Words.what(measured, evaluation),
                    measured.line().label(),
                    String.valueOf(figures.examples()),
                    Words.with(figures.uar(), figures.uarInterval()),
                    Words.three(figures.accuracy()),
                    Words.three(figures.macroF1()),
                    figures.anger()
                            .map(anger -> Words.with(anger.auc(), anger.aucInterval()))
                            .orElse("-"),
                    Words.three(figures.calibration().error()),
                    figures.anger().map(anger -> Words.two(anger.caught())).orElse("-"),
                    figures.anger()
                            .map(anger -> Words.three(anger.falseAlarms()))
                            .orElse("-")));
        }
        return rows;
    }

    private static List<List<String>> classes(Figures figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.of("labelled \\ heard"),
                        Stream.concat(figures.columns().stream().map(Emotion::label), Stream.of("recall", "F1", "AUC")))
                .toList());
        for (ClassFigures row : figures.classes()) {
            rows.add(Stream.concat(
                            Stream.of(row.emotion().label()),
                            Stream.concat(
                                    row.heard().stream().map(String::valueOf),
                                    Stream.of(row.recall(), row.f1(), row.auc()).map(Words::two)))
                    .toList());
        }
        return rows;
    }

    /** The first column to the left, figures to the right. */
    private static String table(List<List<String>> rows) {
        List<Integer> widths = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> String.format(
                                column == 0 ? "  %-" + widths.get(0) + "s" : "%" + widths.get(column) + "s",
                                row.get(column)))
                        .collect(Collectors.joining("  ")))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
