package org.undertone.evaluation.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of RFC 4180: commas, quotes where a cell needs them, a first line with the names of the columns.
 *
 * @param columns their names, in lower case
 * @param rows each with the line of the file that it begins on, from 1; blank lines are left out
 */
record CsvReader(List<String> columns, List<Row> rows) {

    /** One line's cells. */
    record Row(int line, List<String> cells) {

        /** The cell of that column, without blanks around it; empty where the line is too short. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column).strip() : "";
        }
    }

    static CsvReader read(Path file) {
        try {
            String text = Files.readString(file);
            List<Row> rows = rows(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (rows.isEmpty()) {
                throw new DatasetException(file + " is empty: its first line must name the columns");
            }
            List<String> columns = rows.get(0).cells().stream()
                    .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                    .toList();
            return new CsvReader(columns, rows.subList(1, rows.size()));
        } catch (MalformedInputException e) {
            throw new DatasetException(file + " is not UTF-8: save it as CSV with UTF-8", e);
        } catch (IOException e) {
            throw new DatasetException(
                    file + " cannot be read (" + e.getClass().getSimpleName() + "): it must be a CSV file", e);
        }
    }

    private static List<Row> rows(Path file, String text) {
        List<Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int begun = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                cells.add(take(cell));
            } else if (!quoted && c == '\n') {
                cells.add(take(cell));
                add(rows, begun, cells);
                begun = line + 1;
            } else {
                cell.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }
        if (quoted) {
            throw new DatasetException(file + " line " + begun + ": a quote (\") is opened and never closed");
        }
        cells.add(take(cell));
        add(rows, begun, cells);
        return rows;
    }

    private static String take(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        return text;
    }

    private static void add(List<Row> rows, int line, List<String> cells) {
        if (!cells.stream().allMatch(String::isBlank)) {
            rows.add(new Row(line, List.copyOf(cells)));
        }
        cells.clear();
    }
}
