package org.undertone.evaluation.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of CSV (RFC 4180). */
public final class CsvText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private CsvText() {}

    /** A line with its end; a cell that a spreadsheet would take for a formula is kept a text, and a number a number. */
    public static String line(List<String> cells) {
        return cells.stream().map(CsvText::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String quoted(String cell) {
        boolean formula = !cell.isEmpty()
                && "=+-@".indexOf(cell.charAt(0)) >= 0
                && !NUMBER.matcher(cell).matches();
        String safe = formula ? "'" + cell : cell;
        return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
