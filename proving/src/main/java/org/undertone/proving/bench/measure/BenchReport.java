package org.undertone.proving.bench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a measurement came to.
 *
 * @param command as it was called
 * @param made where, when and of what
 * @param tables for people
 * @param notes what a reader has to know besides
 * @param figures for programs, which may rely on the names in it; what is not known is null
 * @param holds false if the measurement found a fault, such as a window that nobody accounts for
 */
public record BenchReport(
        String command,
        Map<String, String> made,
        List<BenchTable> tables,
        List<String> notes,
        Map<String, Object> figures,
        boolean holds) {

    /** For a terminal. */
    public String text() {
        String head = made.entrySet().stream()
                .map(fact -> String.format("  %-13s%s%n", fact.getKey(), fact.getValue()))
                .collect(Collectors.joining());
        String body = tables.stream().map(BenchTable::text).collect(Collectors.joining("\n"));
        return command + "\n\n" + head + "\n" + body + notes("\n", "\n");
    }

    /** For a page in Markdown. */
    String markdown() {
        String head = made.entrySet().stream()
                .map(fact -> "- " + fact.getKey() + ": " + fact.getValue() + "\n")
                .collect(Collectors.joining());
        String body = tables.stream().map(BenchTable::markdown).collect(Collectors.joining("\n"));
        return "<!-- made by: " + command + " -->\n\n" + head + "\n" + body + notes("\n- ", "\n");
    }

    private String notes(String before, String after) {
        return notes.stream().map(note -> before + note).collect(Collectors.joining("", "", after));
    }

    /** For programs. */
    String json() throws JsonProcessingException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", command);
        json.put("made", made);
        json.put("holds", holds);
        json.put("figures", figures);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json) + "\n";
    }
}
