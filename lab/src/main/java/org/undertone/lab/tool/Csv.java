package org.undertone.lab.tool;

import java.util.ArrayList;
import java.util.List;

/** Lines as Asterisk's {@code CSV_QUOTE} makes them: every field quoted, a quote doubled. */
public final class Csv {
    private Csv() {}

    /** The line's fields without their quotes; a single empty one for an empty line. */
    public static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return List.copyOf(fields);
    }
}
