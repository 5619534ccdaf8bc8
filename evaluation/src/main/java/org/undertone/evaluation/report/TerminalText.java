package org.undertone.evaluation.report;

/** Text for a terminal, line by line. Owned by one thread. */
public final class TerminalText {

    private static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();

    /** A line as it is; none if it is blank. */
    public void line(String line) {
        if (!line.isBlank()) {
            text.append(line.stripTrailing()).append(System.lineSeparator());
        }
    }

    /** An empty line. */
    public void gap() {
        text.append(System.lineSeparator());
    }

    /** Sentences, broken where a terminal would break them within a word. */
    public void prose(String prose) {
        StringBuilder line = new StringBuilder();
        for (String word : prose.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                line(line.toString());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        line(line.toString());
    }

    /** A table; none if it has no rows. */
    public void table(Table table) {
        if (!table.rows().isEmpty()) {
            line(table.text());
        }
    }

    /** A text with its own ends of lines. */
    public void append(String lines) {
        text.append(lines);
    }

    /** Whether nothing was written yet. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
