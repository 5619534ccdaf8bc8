package org.undertone.evaluation.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Emotion;

/** Labels as a table: {@code path} (from the folder), {@code emotion}, {@code speaker}. */
final class LabelsCsv {

    static final String COLUMNS = "path,emotion,speaker";

    private static final int TOLD = 20;

    private final Path folder;
    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private final Map<Path, Integer> lines = new HashMap<>();

    LabelsCsv(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * All clips.
     *
     * @throws DatasetException with every mistake in it
     */
    List<Clip> clips() {
        CsvReader csv = CsvReader.read(file);
        int path = column(csv, "path");
        int emotion = column(csv, "emotion");
        int speaker = column(csv, "speaker");
        throwIfAny();
        List<Clip> clips = new ArrayList<>();
        for (CsvReader.Row row : csv.rows()) {
            clips.add(clip(row.line(), row.cell(path), row.cell(emotion), row.cell(speaker)));
        }
        if (clips.isEmpty()) {
            problems.add("no lines below the names of the columns");
        }
        throwIfAny();
        return clips;
    }

    private int column(CsvReader csv, String name) {
        int column = csv.columns().indexOf(name);
        if (column < 0) {
            problems.add("line 1: no column '" + name + "'; it must be " + COLUMNS + ", in any order");
        }
        return column;
    }

    private Clip clip(int line, String path, String emotion, String speaker) {
        Path sound = sound(line, path);
        String label = EmotionWords.emotion(emotion).map(Emotion::label).orElse("");
        if (label.isEmpty()) {
            problem(
                    line,
                    "emotion '" + emotion + "' is none of " + labels() + "; for what is none of these write other");
        }
        if (speaker.isEmpty()) {
            problem(line, "no speaker: any word that is the same for all clips of one voice");
        }
        return new Clip(sound, speaker, label);
    }

    /** The file; some other path, and a problem, where it is none. */
    private Path sound(int line, String path) {
        try {
            Path sound = folder.resolve(path).toAbsolutePath().normalize();
            if (path.isEmpty()) {
                problem(line, "no path");
            } else if (!Files.isRegularFile(sound)) {
                problem(line, "no file '" + path + "' in " + folder);
            }
            Optional<Integer> before = Optional.ofNullable(lines.putIfAbsent(sound, line));
            before.ifPresent(first ->
                    problem(line, "'" + path + "' is labelled in line " + first + " already; label each file once"));
            return sound;
        } catch (InvalidPathException e) {
            problem(line, Names.impossible(e));
            return folder;
        }
    }

    private static String labels() {
        return Emotion.all().stream().map(Emotion::label).collect(Collectors.joining(", "));
    }

    private void problem(int line, String what) {
        problems.add("line " + line + ": " + what);
    }

    private void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        Stream<String> told = problems.stream().limit(TOLD).map(problem -> "\n  " + problem);
        String more = problems.size() > TOLD ? "\n  and " + (problems.size() - TOLD) + " more" : "";
        throw new DatasetException(file + " has " + problems.size()
                + (problems.size() == 1 ? " mistake:" : " mistakes:") + told.collect(Collectors.joining()) + more);
    }
}
