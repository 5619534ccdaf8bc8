package org.undertone.ledger.sql.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.undertone.core.Assessment;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.ledger.sql.LedgerException;

/** The columns that say how a window was scored, the same in both tables that have windows. */
final class ScoreColumns {

    private static final String OF_WINDOW = "p_";
    private static final String OF_TRACK = "track_";
    private static final List<String> NUMBERS = Stream.of(
                    of(OF_WINDOW), of(OF_TRACK), Stream.of("speech_ratio", "level_dbfs", "quality"), rates())
            .flatMap(names -> names)
            .toList();
    private static final List<String> TEXTS = List.of("track_top", "track_mixed", "doubts");

    /** Their names, with commas between. */
    static final String NAMES = Stream.concat(NUMBERS.stream(), TEXTS.stream()).collect(Collectors.joining(", "));

    /** The names of their values in a statement, in the same order. */
    static final String VALUES = Stream.concat(NUMBERS.stream(), TEXTS.stream())
            .map(name -> ":" + name)
            .collect(Collectors.joining(", "));

    private ScoreColumns() {}

    private static Stream<String> of(String prefix) {
        return Emotion.all().stream().map(emotion -> prefix + emotion.label());
    }

    private static Stream<String> rates() {
        return Stream.of("articulation_rate", "speech_rate");
    }

    static void bind(SqlStatement<?> statement, Assessment.Scored scored) {
        Track track = scored.track();
        for (Emotion emotion : Emotion.all()) {
            statement
                    .bind(OF_WINDOW + emotion.label(), scored.probabilities().of(emotion))
                    .bind(OF_TRACK + emotion.label(), track.smoothed().of(emotion));
        }
        statement
                .bind("speech_ratio", scored.speechRatio())
                .bind("level_dbfs", scored.levelDbfs())
                .bind("quality", scored.quality().value())
                .bind("doubts", labels(scored.quality().doubts(), Doubt::label))
                .bind("track_top", track.top().label())
                .bind("track_mixed", labels(track.mixed(), share -> share.emotion()
                        .label()))
                .bindByType("articulation_rate", rate(scored, SpeechRate::articulation), Double.class)
                .bindByType("speech_rate", rate(scored, SpeechRate::speech), Double.class);
    }

    private static Double rate(Assessment.Scored scored, Function<SpeechRate, Double> which) {
        return scored.rate().map(which).orElse(null);
    }

    private static <T> String labels(Collection<T> values, Function<T, String> label) {
        return values.stream().map(label).collect(Collectors.joining(","));
    }

    /** What is absent is bound by its type: Jdbi binds all rows of a batch as it bound the first. */
    static void bindNone(SqlStatement<?> statement) {
        NUMBERS.forEach(name -> statement.bindByType(name, null, Double.class));
        TEXTS.forEach(name -> statement.bindByType(name, null, String.class));
    }

    static Assessment.Scored read(ResultSet rs, WindowRef window) throws SQLException {
        Probabilities heard = probabilities(rs, OF_WINDOW);
        return new Assessment.Scored(
                window,
                heard,
                track(rs, heard),
                rs.getDouble("speech_ratio"),
                rs.getDouble("level_dbfs"),
                quality(rs),
                rate(rs));
    }

    static Probabilities ofWindow(ResultSet rs) throws SQLException {
        return probabilities(rs, OF_WINDOW);
    }

    private static Probabilities probabilities(ResultSet rs, String prefix) throws SQLException {
        double[] values = new double[Emotion.all().size()];
        for (Emotion emotion : Emotion.all()) {
            values[emotion.index()] = rs.getDouble(prefix + emotion.label());
        }
        return Probabilities.of(values);
    }

    /**
     * Before there were tracks, rules asked for the window alone. How a voice sounds beside its beginning is not kept: it
     * follows from the windows.
     */
    private static Track track(ResultSet rs, Probabilities heard) throws SQLException {
        String top = rs.getString("track_top");
        if (top == null) {
            return new Track(heard, heard.top(), List.of());
        }
        Probabilities smoothed = probabilities(rs, OF_TRACK);
        List<Track.Share> mixed = new ArrayList<>();
        for (String label : labels(rs, "track_mixed")) {
            Emotion emotion = known("emotion", label, Emotion.ofLabel(label));
            mixed.add(new Track.Share(emotion, smoothed.of(emotion)));
        }
        return new Track(smoothed, known("emotion", top, Emotion.ofLabel(top)), mixed);
    }

    /** Before there were doubts, missing sound alone lowered the quality. */
    private static Quality quality(ResultSet rs) throws SQLException {
        double value = rs.getDouble("quality");
        if (rs.getString("doubts") == null) {
            return new Quality(value, value < 1 ? Set.of(Doubt.SOUND_MISSING) : Set.of());
        }
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        for (String label : labels(rs, "doubts")) {
            doubts.add(known("doubt", label, Doubt.ofLabel(label)));
        }
        return new Quality(value, doubts);
    }

    private static Optional<SpeechRate> rate(ResultSet rs) throws SQLException {
        double articulation = rs.getDouble("articulation_rate");
        return rs.wasNull() ? Optional.empty() : Optional.of(new SpeechRate(articulation, rs.getDouble("speech_rate")));
    }

    private static List<String> labels(ResultSet rs, String column) throws SQLException {
        String labels = rs.getString(column);
        return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
    }

    private static <T> T known(String what, String label, Optional<T> value) {
        return value.orElseThrow(() -> new LedgerException(
                "table assessments: unknown " + what + " '" + label + "'; a newer Undertone wrote it"));
    }
}
