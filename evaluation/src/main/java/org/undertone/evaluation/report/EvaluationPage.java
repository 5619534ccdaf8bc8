package org.undertone.evaluation.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.Evaluation.Measured;
import org.undertone.evaluation.figures.ClassFigures;
import org.undertone.evaluation.figures.Figures;

/** An evaluation as one page of HTML that needs nothing else. */
public final class EvaluationPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #151a21; --ink: #e6edf3; --soft: #9198a1; --grid: #3d444d; }
            }
            * { box-sizing: border-box; }
            body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
              font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
            h2 { font-size: 1.15rem; margin: 2.6rem 0 .6rem; }
            p { max-width: 46rem; margin: .4rem 0; }
            .soft, footer { color: var(--soft); }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .8rem 0; }
            th, td { padding: .35rem .8rem .35rem 0; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--grid); }
            th { font-weight: 600; font-size: .85rem; color: var(--soft); vertical-align: bottom; }
            th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 6rem; }
            td small { color: var(--soft); }
            .pair { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: flex-start; }
            svg { max-width: 100%; height: auto; }
            footer { margin-top: 3rem; font-size: .85rem; overflow-wrap: anywhere; }
            """;

    private static final List<String> SUMMARY = List.of(
            "heard", "n", "UAR", "WA", "F1", "AUC angry", "ECE", "angry ≥ .6<br>of angry", "angry ≥ .6<br>of others");
    private static final List<String> CLASSES = List.of("emotion", "n", "recall", "precision", "F1", "AUC");

    private final Evaluation evaluation;

    /** The page of that evaluation. */
    public EvaluationPage(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The whole page, which needs nothing from elsewhere. */
    public String html() {
        String title = Svg.escaped("How well " + evaluation.model().title() + " hears");
        return String.format(
                Locale.ROOT,
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>%s</h1>
                %s%s%s%s%s%s<footer>Made by undertone model evaluate, seed %d, through the code that hears live calls. Model sha256 %s</footer>
                </body>
                </html>
                """,
                title,
                STYLE,
                title,
                paragraph(
                        "",
                        Words.dataset(evaluation) + ". " + evaluation.dataset().note()),
                paragraph("soft", Words.leftOut(evaluation)),
                table(SUMMARY, evaluation.measured().stream().map(this::summary)),
                paragraph("soft", Words.ABBREVIATIONS),
                people(),
                evaluation.measured().stream().map(this::section).collect(Collectors.joining()),
                evaluation.plan().seed(),
                evaluation.model().sha256());
    }

    private static String paragraph(String classes, String text) {
        return text.isBlank() ? "" : "<p class=\"" + classes + "\">" + Svg.escaped(text.strip()) + "</p>\n";
    }

    private static String table(List<String> head, Stream<List<String>> rows) {
        String body = rows.map(
                        row -> row.stream().map(cell -> "<td>" + cell + "</td>").collect(Collectors.joining()))
                .map(row -> "<tr>" + row + "</tr>\n")
                .collect(Collectors.joining());
        return "<div class=\"wide\"><table>\n<tr>"
                + head.stream().map(cell -> "<th>" + cell + "</th>").collect(Collectors.joining()) + "</tr>\n" + body
                + "</table></div>\n";
    }

    private List<String> summary(Measured measured) {
        Figures figures = measured.figures();
        return List.of(
                Words.what(measured, evaluation) + ", " + measured.line().label(),
                String.valueOf(figures.examples()),
                small(NumberText.with(figures.uar(), figures.uarInterval())),
                NumberText.three(figures.accuracy()),
                NumberText.three(figures.macroF1()),
                figures.anger()
                        .map(anger -> small(NumberText.with(anger.auc(), anger.aucInterval())))
                        .orElse("–"),
                NumberText.three(figures.calibration().error()),
                figures.anger().map(anger -> NumberText.two(anger.caught())).orElse("–"),
                figures.anger()
                        .map(anger -> NumberText.three(anger.falseAlarms()))
                        .orElse("–"));
    }

    private static String small(String figure) {
        return figure.replace(" (", " <small>(").replace(")", ")</small>");
    }

    private String people() {
        String ceiling = paragraph("", Words.listeners(evaluation));
        MixtureTable mixtures = new MixtureTable(evaluation);
        String mixed = mixtures.rows().isEmpty()
                ? ""
                : paragraph("", mixtures.introduction()) + table(mixtures.head(), mixtures.rows().stream());
        return ceiling.isEmpty() ? "" : "<h2>Beside human listeners</h2>\n" + ceiling + mixed;
    }

    private String section(Measured measured) {
        String name = Words.heading(measured, evaluation);
        return "<h2>" + Svg.escaped(name) + "</h2>\n<div class=\"pair\">\n"
                + Pictures.confusion(measured.figures(), "Confusion matrix: " + name)
                + Pictures.reliability(measured.figures(), "Calibration: " + name) + "</div>\n"
                + table(CLASSES, measured.figures().classes().stream().map(EvaluationPage::row));
    }

    private static List<String> row(ClassFigures row) {
        return List.of(
                row.emotion().label(),
                String.valueOf(row.examples()),
                NumberText.two(row.recall()),
                NumberText.two(row.precision()),
                NumberText.two(row.f1()),
                NumberText.three(row.auc()));
    }
}
