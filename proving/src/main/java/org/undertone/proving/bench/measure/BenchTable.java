package org.undertone.proving.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of figures.
 *
 * @param title what it tells
 * @param head one a column
 * @param rows as many cells each as the head has; the first is what the row is called
 */
public record BenchTable(String title, List<String> head, List<List<String>> rows) {

    public BenchTable {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** For a terminal: the first column to the left, the figures to the right. */
    String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(head);
        lines.addAll(rows);
        List<Integer> widths = IntStream.range(0, head.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        String table = lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
        return title + "\n\n" + table + "\n";
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> i == 0 ? left(cells.get(i), widths.get(i)) : right(cells.get(i), widths.get(i)))
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing();
    }

    private static String left(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String right(String cell, int width) {
        return " ".repeat(width - cell.length()) + cell;
    }

    /** For a page in Markdown. */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(row(head));
        lines.add("|---|" + "--:|".repeat(head.size() - 1));
        rows.forEach(row -> lines.add(row(row)));
        return "**" + title + "**\n\n" + String.join("\n", lines) + "\n";
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
