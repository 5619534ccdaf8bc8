package org.undertone.evaluation.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.figures.ClassFigures;
import org.undertone.evaluation.figures.Figures;

/** An evaluation for the terminal. */
final class EvaluationTable {

    private static final List<String> HEAD =
            List.of("HEARD", "LINE", "N", "UAR", "WA", "F1", "AUC ANGRY", "ECE", "CAUGHT", "FALSE");
    private static final int TOLD = 10;

    private final Evaluation evaluation;

    EvaluationTable(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    String text() {
        TerminalText text = new TerminalText();
        text.line(evaluation.model().title() + " on " + Words.dataset(evaluation));
        text.prose(evaluation.dataset().note());
        text.prose(Words.leftOut(evaluation));
        unreadable(text);
        text.gap();
        text.table(new Table(HEAD, rows()));
        text.prose(Words.ABBREVIATIONS);
        for (Measured measured : evaluation.measured()) {
            text.gap();
            text.line(Words.what(measured, evaluation) + ", " + measured.line().title() + ":");
            text.table(classes(measured.figures()));
        }
        if (evaluation.listeners().isPresent()) {
            text.gap();
            text.prose(Words.listeners(evaluation));
        }
        MixtureTable mixtures = new MixtureTable(evaluation);
        text.prose(mixtures.introduction());
        text.table(new Table(mixtures.head(), mixtures.rows()));
        return text.toString();
    }

    private void unreadable(TerminalText text) {
        Map<Path, String> files = evaluation.unreadable();
        files.entrySet().stream().limit(TOLD).forEach(file -> text.line("  " + file.getKey() + " " + file.getValue()));
        if (files.size() > TOLD) {
            text.line("  and " + (files.size() - TOLD) + " more");
        }
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Measured measured : evaluation.measured()) {
            Figures figures = measured.figures();
            rows.add(List.of(
                    Words.what(measured, evaluation),
                    measured.line().label(),
                    String.valueOf(figures.examples()),
                    NumberText.with(figures.uar(), figures.uarInterval()),
                    NumberText.three(figures.accuracy()),
                    NumberText.three(figures.macroF1()),
                    figures.anger()
                            .map(anger -> NumberText.with(anger.auc(), anger.aucInterval()))
                            .orElse("-"),
                    NumberText.three(figures.calibration().error()),
                    figures.anger().map(anger -> NumberText.two(anger.caught())).orElse("-"),
                    figures.anger()
                            .map(anger -> NumberText.three(anger.falseAlarms()))
                            .orElse("-")));
        }
        return rows;
    }

    private static Table classes(Figures figures) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = Stream.concat(
                        Stream.of("labelled \\ heard"),
                        Stream.concat(figures.columns().stream().map(Emotion::label), Stream.of("recall", "F1", "AUC")))
                .toList();
        for (ClassFigures row : figures.classes()) {
            rows.add(Stream.concat(
                            Stream.of(row.emotion().label()),
                            Stream.concat(
                                    row.heard().stream().map(String::valueOf),
                                    Stream.of(row.recall(), row.f1(), row.auc()).map(NumberText::two)))
                    .toList());
        }
        return new Table(head, rows);
    }
}
