package org.undertone.evaluation.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.undertone.core.Emotion;

/** Listeners' votes as a table: {@code clip}, and a column for each emotion; others are passed over. */
final class VotesCsv {

    private static final int TOLD = 20;

    private VotesCsv() {}

    static Votes read(Path file) {
        CsvReader csv = CsvReader.read(file);
        int clip = csv.columns().indexOf("clip");
        Map<Integer, Emotion> columns = new LinkedHashMap<>();
        for (int column = 0; column < csv.columns().size(); column++) {
            int at = column;
            EmotionWords.emotion(csv.columns().get(column)).ifPresent(emotion -> columns.put(at, emotion));
        }
        if (clip < 0 || columns.size() < 2) {
            throw new DatasetException(file + " is no table of votes: it must have the column clip and one for each"
                    + " emotion, such as clip,anger,disgust,fear,happy,neutral,sad");
        }
        Map<String, int[]> votes = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (CsvReader.Row row : csv.rows()) {
            int[] counts = new int[Emotion.all().size()];
            for (Map.Entry<Integer, Emotion> column : columns.entrySet()) {
                String count = row.cell(column.getKey());
                if (count.matches("\\d{1,6}")) {
                    counts[column.getValue().index()] += Integer.parseInt(count);
                } else {
                    problems.add("line " + row.line() + ": '" + count + "' is no number of votes");
                }
            }
            votes.put(row.cell(clip), counts);
        }
        if (!problems.isEmpty()) {
            throw new DatasetException(
                    file + " has mistakes: " + String.join("; ", problems.subList(0, Math.min(TOLD, problems.size()))));
        }
        return new Votes(Set.copyOf(columns.values()), votes);
    }
}
