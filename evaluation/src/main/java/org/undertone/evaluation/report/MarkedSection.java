package org.undertone.evaluation.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.undertone.evaluation.data.DatasetException;

/**
 * A part of a Markdown file between two marks, which is replaced as a whole.
 *
 * @param begin the line before it
 * @param end the line after it
 */
public record MarkedSection(String begin, String end) {

    /**
     * Refuses a file that has no place for it.
     *
     * @throws DatasetException that says what to write into it
     */
    public void check(Path card) {
        try {
            filled(card, Files.readString(card), "");
        } catch (IOException e) {
            throw new DatasetException(
                    "--card " + card + " cannot be read: it must be a Markdown file with the line '" + begin
                            + "' and further down the line '" + end + "'",
                    e);
        }
    }

    /** The file's text with that between the marks. */
    String filled(Path card, String text, String content) {
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new DatasetException(card + " has no place for figures: it must have the line '" + begin
                    + "' and further down the line '" + end + "'; what stands between them is replaced");
        }
        return text.substring(0, from) + begin + "\n\n" + content + "\n" + text.substring(to);
    }
}
