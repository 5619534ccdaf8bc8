package org.undertone.evaluation.report;

import java.util.Locale;

/** A picture that stands alone, in a page or in a file, and follows the reader's choice of light or dark. */
final class Svg {

    private static final String STYLE = """
            .u { --paper: #fff; --ink: #1f2328; --soft: #59636e; --grid: #d1d9e0; --hue: #2563c9; }
            @media (prefers-color-scheme: dark) {
              .u { --paper: #151a21; --ink: #e6edf3; --soft: #9198a1; --grid: #3d444d; --hue: #3f7de6; }
            }
            .u { font: 12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
            .u text { fill: var(--ink); }
            .u .soft { fill: var(--soft); }
            .u .paper { fill: var(--paper); }
            .u .cell { fill: var(--hue); }
            .u .on { fill: #fff; }
            .u .grid { stroke: var(--grid); fill: none; }
            .u .line { stroke: var(--hue); stroke-width: 2; fill: none; }
            .u .end { text-anchor: end; }
            .u .mid { text-anchor: middle; }
            .u .head { font-weight: 600; }
            """;

    private final StringBuilder parts = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    /**
     * An empty picture.
     *
     * @param title what it shows, for those who do not see it
     */
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    void text(double x, double y, String classes, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, classes, escaped(text));
    }

    /** With a tip that shows when the mouse is over it. */
    void cell(double x, double y, double cellWidth, double cellHeight, double opacity, String tip) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\" class=\"cell\""
                        + " fill-opacity=\"%.3f\"><title>%s</title></rect>",
                x, y, cellWidth, cellHeight, opacity, escaped(tip));
    }

    void dot(double x, double y, double radius, String tip) {
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"cell\"><title>%s</title></circle>",
                x, y, radius, escaped(tip));
    }

    /** A path through points, as SVG writes it. */
    void path(String classes, String points, boolean dashed) {
        add("<path d=\"%s\" class=\"%s\"%s/>", points, classes, dashed ? " stroke-dasharray=\"4 4\"" : "");
    }

    private void add(String format, Object... values) {
        parts.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    String text() {
        return String.format(
                Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" class="u" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
                <title>%s</title>
                <style>
                %s</style>
                <rect width="%d" height="%d" class="paper"/>
                %s</svg>
                """, width, height, width, height, escaped(title), STYLE, width, height, parts);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
