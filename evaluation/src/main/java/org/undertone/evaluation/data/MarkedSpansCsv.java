package org.undertone.evaluation.data;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;

/** Reads a table of marked stretches of recordings: {@code file,start,end,label,caller}. For one thread. */
public final class MarkedSpansCsv {

    private static final List<String> COLUMNS = List.of("file", "start", "end", "label", "caller");

    /** Minutes before a colon, if any, and seconds. */
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,6}(?:\\.\\d{1,3})?)");

    private static final String WHOLE = "whole";

    private final Path file;
    private final Path folder;
    private final Set<Emotion> trained;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<Path, List<MarkedSpan>> byPath = new HashMap<>();

    private MarkedSpansCsv(Path file, Path folder, Set<Emotion> trained) {
        this.file = file;
        this.folder = folder;
        this.trained = trained;
    }

    /**
     * What a table says.
     *
     * @param spans the lines without a mistake
     * @param mistakes one text each, beginning with the line, such as {@code line 3: no caller}
     */
    public record Marks(List<MarkedSpan> spans, List<String> mistakes) {

        public Marks {
            spans = List.copyOf(spans);
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * Reads a table; sound files are not opened.
     *
     * @param folder where its files are
     * @param trained the labels that the model was trained for
     * @throws DatasetException if it is no table
     */
    public static Marks read(Path file, Path folder, Set<Emotion> trained) {
        MarkedSpansCsv reader = new MarkedSpansCsv(file, folder, trained);
        List<MarkedSpan> spans = reader.spans();
        return new Marks(spans, reader.mistakes);
    }

    private List<MarkedSpan> spans() {
        CsvReader csv = CsvReader.read(file);
        Map<String, Integer> columns = new HashMap<>();
        for (String name : COLUMNS) {
            columns.put(name, csv.columns().indexOf(name));
        }
        List<MarkedSpan> spans = new ArrayList<>();
        if (columns.containsValue(-1)) {
            mistakes.add("line 1: the columns are " + csv.columns() + "; they must be " + String.join(",", COLUMNS)
                    + ", in any order");
            return spans;
        }
        if (csv.rows().isEmpty()) {
            mistakes.add("line 1: no lines below the names of the columns");
        }
        for (CsvReader.Row row : csv.rows()) {
            span(row.line(), name -> row.cell(columns.get(name))).ifPresent(spans::add);
        }
        return spans;
    }

    private interface Cells {
        String of(String column);
    }

    private Optional<MarkedSpan> span(int line, Cells cells) {
        int before = mistakes.size();
        Optional<Path> path = path(line, cells.of("file"));
        Optional<Emotion> emotion = emotion(line, cells.of("label"));
        if (cells.of("caller").isEmpty()) {
            mistake(line, "no caller: any word that is the same for all calls of one person");
        }
        boolean whole = isWhole(cells.of("start")) && isWhole(cells.of("end"));
        Optional<Duration> from = whole ? Optional.of(Duration.ZERO) : time(line, "start", cells.of("start"));
        Optional<Duration> to = whole ? Optional.of(MarkedSpan.END) : time(line, "end", cells.of("end"));
        if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) >= 0) {
            mistake(line, "start " + cells.of("start") + " is not before end " + cells.of("end"));
        }
        if (mistakes.size() > before) {
            return Optional.empty();
        }
        MarkedSpan span = new MarkedSpan(
                line,
                path.orElseThrow(),
                from.orElseThrow(),
                to.orElseThrow(),
                emotion.orElseThrow(),
                cells.of("caller"));
        compare(span);
        return mistakes.size() > before ? Optional.empty() : Optional.of(span);
    }

    private Optional<Path> path(int line, String name) {
        if (name.isEmpty()) {
            mistake(line, "no file");
            return Optional.empty();
        }
        try {
            Path path = folder.resolve(name).toAbsolutePath().normalize();
            if (!Files.isRegularFile(path)) {
                mistake(line, "no file '" + name + "' in " + folder);
                return Optional.empty();
            }
            return Optional.of(path);
        } catch (InvalidPathException e) {
            mistake(line, Names.impossible(e));
            return Optional.empty();
        }
    }

    private static boolean isWhole(String cell) {
        return cell.isEmpty() || cell.equalsIgnoreCase(WHOLE);
    }

    private Optional<Emotion> emotion(int line, String label) {
        Optional<Emotion> emotion = EmotionWords.emotion(label);
        if (emotion.filter(trained::contains).isEmpty()) {
            mistake(
                    line,
                    "label '" + label + "' is "
                            + (emotion.isPresent() ? "nothing that the model was trained for" : "unknown")
                            + "; one of "
                            + Emotion.all().stream()
                                    .filter(trained::contains)
                                    .map(Emotion::label)
                                    .collect(Collectors.joining(", ")));
            return Optional.empty();
        }
        return emotion;
    }

    private Optional<Duration> time(int line, String column, String cell) {
        Matcher time = TIME.matcher(cell);
        if (!time.matches()) {
            mistake(
                    line,
                    column + " '" + cell + "' is no time: seconds such as 12.5, or 1:12.5, and both start and end; both"
                            + " empty for the whole recording");
            return Optional.empty();
        }
        long millis = new BigDecimal(time.group(2)).movePointRight(3).longValueExact();
        long minutes = time.group(1) == null ? 0 : Long.parseLong(time.group(1));
        return Optional.of(Duration.ofMinutes(minutes).plusMillis(millis));
    }

    /** With the lines before, about the same recording. */
    private void compare(MarkedSpan span) {
        List<MarkedSpan> others = byPath.computeIfAbsent(span.path(), path -> new ArrayList<>());
        others.stream()
                .filter(other -> !other.caller().equals(span.caller()))
                .findFirst()
                .ifPresent(other -> mistake(
                        span.line(),
                        "caller '" + span.caller() + "', but of the same file line " + other.line() + " says '"
                                + other.caller() + "': a recording must be of one voice"));
        others.stream()
                .filter(other -> !other.shared(span.from(), span.to()).isZero())
                .findFirst()
                .ifPresent(other -> mistake(span.line(), "overlaps line " + other.line() + ": mark each stretch once"));
        others.add(span);
    }

    private void mistake(int line, String what) {
        mistakes.add("line " + line + ": " + what);
    }
}
