package org.undertone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines whose columns stand below each other. */
public final class TextColumns {

    private TextColumns() {}

    /** Each row has as many texts as the head. */
    public static String text(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        List<Integer> widths = IntStream.range(0, head.size())
                .mapToObj(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toList();
        return all.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static String line(List<String> row, List<Integer> widths) {
        String line = IntStream.range(0, row.size())
                .mapToObj(column -> String.format("%-" + widths.get(column) + "s", row.get(column)))
                .collect(Collectors.joining("  "));
        return String.format("%s%n", line.stripTrailing());
    }
}
