package org.undertone.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of figures: words in the first column, figures in the others.
 *
 * @param head what the columns are
 * @param rows as many cells each as the head has
 */
public record Table(List<String> head, List<List<String>> rows) {

    public Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** For a terminal: the first column to the left, figures to the right. */
    public String text() {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        List<Integer> widths = IntStream.range(0, head.size())
                .mapToObj(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toList();
        return all.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> (column == 0 ? "  %-" + widths.get(0) + "s" : "%" + widths.get(column) + "s")
                        .formatted(row.get(column)))
                .collect(Collectors.joining("  "));
    }

    /** As Markdown, with a line break at its end. */
    public String markdown() {
        return "| " + String.join(" | ", head) + " |\n|---" + "|---:".repeat(head.size() - 1) + "|\n"
                + rows.stream()
                        .map(row -> "| " + String.join(" | ", row) + " |\n")
                        .collect(Collectors.joining());
    }
}
