package org.undertone.evaluation.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.undertone.evaluation.Cut;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.figures.ClassFigures;
import org.undertone.evaluation.figures.Figures;
import org.undertone.inference.model.ModelDescription;

/** The parts of a model card that are figures: what stands between pairs of marks in a Markdown file. */
public final class ModelCard {

    /** How well it hears the labelled set. */
    public static final MarkedSection FIGURES =
            new MarkedSection("<!-- figures: made by undertone model evaluate -->", "<!-- end of figures -->");
    /** How often it alarms for nothing on natural speech. */
    public static final MarkedSection NATURAL = new MarkedSection(
            "<!-- natural speech: made by undertone model evaluate --natural -->", "<!-- end of natural speech -->");
    /** The same for natural speech that it did not learn from. */
    public static final MarkedSection HELD_OUT = new MarkedSection(
            "<!-- natural speech, held out: made by undertone model evaluate --natural --held-out -->",
            "<!-- end of natural speech, held out -->");
    /** How it does in acted calls. */
    public static final MarkedSection CALLS = new MarkedSection(
            "<!-- acted calls: made by undertone model evaluate --calls -->", "<!-- end of acted calls -->");
    /** How well it hears other sets. */
    public static final MarkedSection OTHERS = new MarkedSection(
            "<!-- other sets: made by undertone model evaluate --also -->", "<!-- end of other sets -->");

    private ModelCard() {}

    /** Writes each part that was measured into its place, and the pictures beside the card. */
    public static void write(Path card, Findings findings) throws IOException {
        String text = Files.readString(card);
        if (findings.natural().isPresent()) {
            boolean unlearnt = !findings.natural().get().plan().heldOut().isEmpty();
            text = (unlearnt ? HELD_OUT : NATURAL).filled(card, text, natural(findings));
        }
        if (findings.labelled().isPresent()) {
            Evaluation labelled = findings.labelled().get();
            text = FIGURES.filled(card, text, figures(labelled));
            pictures(card, labelled);
        }
        if (!findings.calls().isEmpty()) {
            text = CALLS.filled(card, text, calls(findings));
        }
        if (!findings.also().isEmpty()) {
            text = OTHERS.filled(card, text, others(findings));
        }
        Files.writeString(card, text);
    }

    private static String natural(Findings findings) {
        NaturalTables tables = findings.naturalTables().orElseThrow();
        String caught = tables.caught().rows().isEmpty()
                ? ""
                : "\n" + NaturalTables.CAUGHT + "\n\n" + tables.caught().markdown();
        return model(findings.model()) + ", " + tables.introduction() + "\n\n"
                + tables.alarms().markdown() + "\n"
                + tables.sources().markdown() + "\n" + NaturalTables.NOTE + "\n\n"
                + tables.shares().markdown()
                + caught;
    }

    private static String calls(Findings findings) {
        return model(findings.model()) + ".\n\n"
                + ActedCallsTable.table(findings.calls()).markdown() + "\n" + ActedCallsTable.note(findings.calls())
                + "\n";
    }

    private static String others(Findings findings) {
        return model(findings.model()) + ".\n\n"
                + OtherSets.table(findings.also()).markdown() + "\n" + OtherSets.NOTE + "\n";
    }

    private static String model(ModelDescription model) {
        return "Model " + model.title() + " (sha256 `" + model.sha256().substring(0, 12) + "…`)";
    }

    private static void pictures(Path card, Evaluation evaluation) throws IOException {
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
        return model(evaluation.model()) + ", " + Words.dataset(evaluation) + ", seed "
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
        return "\n" + table.introduction() + "\n\n" + new Table(table.head(), table.rows()).markdown();
    }

    private static String row(Measured measured, Evaluation evaluation) {
        Figures figures = measured.figures();
        return "| " + name(measured, evaluation) + " | " + figures.examples() + " | "
                + NumberText.with(figures.uar(), figures.uarInterval()) + " | " + NumberText.three(figures.accuracy())
                + " | "
                + NumberText.three(figures.macroF1()) + " | "
                + figures.anger()
                        .map(anger -> NumberText.with(anger.auc(), anger.aucInterval()))
                        .orElse("–") + " | "
                + NumberText.three(figures.calibration().error()) + " | "
                + figures.anger().map(anger -> NumberText.two(anger.caught())).orElse("–") + " | "
                + figures.anger()
                        .map(anger -> NumberText.three(anger.falseAlarms()))
                        .orElse("–") + " |\n";
    }

    private static String section(Measured measured, Evaluation evaluation) {
        String rows = measured.figures().classes().stream().map(ModelCard::row).collect(Collectors.joining());
        return "\n### " + Words.heading(measured, evaluation) + "\n\n"
                + "![Confusion matrix](images/" + file("confusion", measured) + ")\n"
                + "![Calibration](images/" + file("reliability", measured) + ")\n\n"
                + "| emotion | n | recall | precision | F1 | AUC |\n|---|---:|---:|---:|---:|---:|\n" + rows;
    }

    private static String row(ClassFigures row) {
        return "| " + row.emotion().label() + " | " + row.examples() + " | " + NumberText.two(row.recall()) + " | "
                + NumberText.two(row.precision()) + " | " + NumberText.two(row.f1()) + " | "
                + NumberText.three(row.auc())
                + " |\n";
    }
}
