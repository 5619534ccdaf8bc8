package org.undertone.app.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.undertone.inference.evaluate.ClassFigures;
import org.undertone.inference.evaluate.Cut;
import org.undertone.inference.evaluate.DatasetException;
import org.undertone.inference.evaluate.Evaluation;
import org.undertone.inference.evaluate.Evaluation.Measured;
import org.undertone.inference.evaluate.Figures;

/** The part of a model card that is figures: what stands between two marks in a Markdown file. */
final class ModelCard {

    static final String BEGIN = "<!-- figures: made by undertone model evaluate -->";
    static final String END = "<!-- end of figures -->";

    private ModelCard() {}

    /**
     * Refuses a file that has no place for figures.
     *
     * @throws DatasetException that says what to write into it
     */
    static void check(Path card) {
        split(card);
    }

    /** Writes the figures, and the pictures beside it. */
    static void write(Path card, Evaluation evaluation) throws IOException {
        List<String> around = split(card);
        Path images = Files.createDirectories(card.toAbsolutePath().resolveSibling("images"));
        for (Measured measured : pictured(evaluation)) {
            String name = name(measured, evaluation);
            Files.writeString(
                    images.resolve(file("confusion", measured)),
                    Pictures.confusion(measured.figures(), "Confusion matrix: " + name));
            Files.writeString(
                    images.resolve(file("reliability", measured)),
                    Pictures.reliability(measured.figures(), "Calibration: " + name));
        }
        Files.writeString(card, around.get(0) + BEGIN + "\n\n" + figures(evaluation) + "\n" + END + around.get(1));
    }

    private static List<String> split(Path card) {
        try {
            String text = Files.readString(card);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new DatasetException(card + " has no place for figures: it must have the line '" + BEGIN
                        + "' and further down the line '" + END + "'; what stands between them is replaced");
            }
            return List.of(text.substring(0, begin), text.substring(end + END.length()));
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException(
                    "--card " + card + " cannot be read: it must be a Markdown file with the line '" + BEGIN
                            + "' and further down the line '" + END + "'",
                    e);
        }
    }

    /** What a live call gives. */
    private static List<Measured> pictured(Evaluation evaluation) {
        return evaluation.measured().stream()
                .filter(measured -> measured.cut() == Cut.WINDOWS)
                .toList();
    }

    private static String file(String kind, Measured measured) {
        return kind + "-" + measured.line().label() + ".svg";
    }

    private static String name(Measured measured, Evaluation evaluation) {
        return Words.what(measured, evaluation) + ", " + measured.line().title();
    }

    private static String figures(Evaluation evaluation) {
        String rows = evaluation.measured().stream()
                .map(measured -> row(measured, evaluation))
                .collect(Collectors.joining());
        return "Model " + evaluation.model().title() + " (sha256 `"
                + evaluation.model().sha256().substring(0, 12) + "…`), " + Words.dataset(evaluation) + ", seed "
                + evaluation.plan().seed() + ". " + Words.leftOut(evaluation) + "\n\n"
                + "| measured on | n | UAR | WA | F1 | AUC angry | ECE | angry >= .6 of angry | of others |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
                + rows + "\n" + Words.ABBREVIATIONS + "\n"
                + (evaluation.listeners().isEmpty() ? "" : "\n" + Words.listeners(evaluation) + "\n")
                + mixtures(evaluation)
                + pictured(evaluation).stream()
                        .map(measured -> section(measured, evaluation))
                        .collect(Collectors.joining());
    }

    private static String mixtures(Evaluation evaluation) {
        MixtureTable table = new MixtureTable(evaluation);
        if (table.rows().isEmpty()) {
            return "";
        }
        String rows = table.rows().stream()
                .map(row -> "| " + String.join(" | ", row) + " |\n")
                .collect(Collectors.joining());
        return "\n" + table.introduction() + "\n\n| " + String.join(" | ", table.head()) + " |\n|---"
                + "|---:".repeat(table.head().size() - 1) + "|\n" + rows;
    }

    private static String row(Measured measured, Evaluation evaluation) {
        Figures figures = measured.figures();
        return "| " + name(measured, evaluation) + " | " + figures.examples() + " | "
                + Words.with(figures.uar(), figures.uarInterval()) + " | " + Words.three(figures.accuracy()) + " | "
                + Words.three(figures.macroF1()) + " | "
                + figures.anger()
                        .map(anger -> Words.with(anger.auc(), anger.aucInterval()))
                        .orElse("–") + " | "
                + Words.three(figures.calibration().error()) + " | "
                + figures.anger().map(anger -> Words.two(anger.caught())).orElse("–") + " | "
                + figures.anger().map(anger -> Words.three(anger.falseAlarms())).orElse("–") + " |\n";
    }

    private static String section(Measured measured, Evaluation evaluation) {
        String rows = measured.figures().classes().stream().map(ModelCard::row).collect(Collectors.joining());
        return "\n### " + Words.heading(measured, evaluation) + "\n\n"
                + "![Confusion matrix](images/" + file("confusion", measured) + ")\n"
                + "![Calibration](images/" + file("reliability", measured) + ")\n\n"
                + "| emotion | n | recall | precision | F1 | AUC |\n|---|---:|---:|---:|---:|---:|\n" + rows;
    }

    private static String row(ClassFigures row) {
        return "| " + row.emotion().label() + " | " + row.examples() + " | " + Words.two(row.recall()) + " | "
                + Words.two(row.precision()) + " | " + Words.two(row.f1()) + " | " + Words.three(row.auc()) + " |\n";
    }
}
