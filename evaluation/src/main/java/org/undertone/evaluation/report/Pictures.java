package org.undertone.evaluation.report;

import java.util.Locale;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.evaluation.figures.Calibration;
import org.undertone.evaluation.figures.ClassFigures;
import org.undertone.evaluation.figures.Figures;

/** What figures look like. */
final class Pictures {

    private static final int CELL = 64;
    private static final int ROW = 34;
    private static final int LEFT = 92;
    private static final int TOP = 58;
    private static final int GAP = 2;
    /** From here on white is easier to read on the cell than the page's ink. */
    private static final double DARK = 0.75;

    private static final int SIDE = 210;
    private static final int FRAME = 54;

    private Pictures() {}

    /** Rows: labelled; columns: heard; each cell the share of its row. */
    static String confusion(Figures figures, String title) {
        int columns = figures.columns().size();
        int rows = figures.classes().size();
        Svg svg = new Svg(LEFT + columns * CELL + 62, TOP + rows * ROW + 12, title);
        svg.text(LEFT, 20, "soft", "heard as, % of the row");
        for (int column = 0; column < columns; column++) {
            svg.text(
                    LEFT + (column + 0.5) * CELL,
                    TOP - 12,
                    "mid",
                    figures.columns().get(column).label());
        }
        svg.text(LEFT + columns * CELL + 34, TOP - 12, "mid soft", "n");
        for (int row = 0; row < rows; row++) {
            row(svg, figures, figures.classes().get(row), TOP + row * ROW);
        }
        return svg.text();
    }

    private static void row(Svg svg, Figures figures, ClassFigures row, int top) {
        double middle = top + ROW / 2.0 + 4;
        svg.text(LEFT - 10, middle, "end", row.emotion().label());
        for (int column = 0; column < figures.columns().size(); column++) {
            Emotion heard = figures.columns().get(column);
            double share = (double) row.heard().get(column) / row.examples();
            int left = LEFT + column * CELL;
            svg.cell(
                    left + GAP / 2.0,
                    top + GAP / 2.0,
                    CELL - GAP,
                    ROW - GAP,
                    0.06 + 0.94 * share,
                    row.emotion().label() + " heard as " + heard.label() + ": "
                            + row.heard().get(column));
            String colour = share > DARK ? " on" : share == 0 ? " soft" : "";
            svg.text(
                    left + CELL / 2.0,
                    middle,
                    "mid" + colour + (heard == row.emotion() ? " head" : ""),
                    String.format(Locale.ROOT, "%.0f", share * 100));
        }
        svg.text(LEFT + figures.columns().size() * CELL + 34, middle, "mid soft", String.valueOf(row.examples()));
    }

    /** How sure the model was against how often it was right; the larger the dot, the more examples. */
    static String reliability(Figures figures, String title) {
        Svg svg = new Svg(SIDE + FRAME + 24, SIDE + FRAME + 24, title);
        svg.path("grid", String.format(Locale.ROOT, "M%d %d V%d H%d V%d Z", x(0), y(1), y(0), x(1), y(1)), false);
        svg.path("grid", String.format(Locale.ROOT, "M%d %d L%d %d", x(0), y(0), x(1), y(1)), true);
        for (double tick : new double[] {0, 0.5, 1}) {
            String label = String.format(Locale.ROOT, "%.1f", tick);
            svg.text(x(tick), y(0) + 18, "mid soft", label);
            svg.text(x(0) - 8, y(tick) + 4, "end soft", label);
        }
        svg.text(x(0.5), y(0) + 36, "mid soft", "highest score");
        svg.text(x(0) + 8, y(1) + 18, "soft", "share right");
        svg.text(
                x(1) - 8,
                y(0) - 10,
                "end soft",
                "ECE " + NumberText.three(figures.calibration().error()));
        svg.path(
                "line",
                figures.calibration().bins().stream()
                        .map(bin -> x(bin.confidence()) + " " + y(bin.accuracy()))
                        .collect(Collectors.joining(" L", "M", "")),
                false);
        for (Calibration.Bin bin : figures.calibration().bins()) {
            double radius = 3 + 9 * Math.sqrt((double) bin.examples() / figures.examples());
            svg.dot(
                    x(bin.confidence()),
                    y(bin.accuracy()),
                    radius,
                    bin.examples() + " examples: mean highest score " + NumberText.two(bin.confidence()) + ", right "
                            + NumberText.two(bin.accuracy()));
        }
        return svg.text();
    }

    private static int x(double share) {
        return (int) Math.round(FRAME - 12 + share * SIDE);
    }

    private static int y(double share) {
        return (int) Math.round(14 + (1 - share) * SIDE);
    }
}
