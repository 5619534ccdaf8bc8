package org.undertone.evaluation.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.evaluation.Cut;
import org.undertone.evaluation.Evaluation;
import org.undertone.evaluation.alarms.HeardRecording;
import org.undertone.evaluation.alarms.NaturalEvaluation;
import org.undertone.evaluation.figures.HeardExample;

/** Every window's scores, a line each, so that anybody can recompute the figures. */
public final class ScoresCsv {

    private static final String NATURAL = "natural";
    private static final int ONLY_OF_NATURAL = 5 + 2 * Emotion.all().size();

    private final Writer out;

    private ScoresCsv(Writer out) {
        this.out = out;
    }

    /**
     * Writes natural windows and then labelled ones. A labelled window is cut out of several clips: its file is the first of
     * them, and it has no start, quality, track and beginning.
     *
     * @param labelled empty, or one
     */
    public static void write(Writer out, NaturalEvaluation natural, List<Evaluation> labelled) throws IOException {
        ScoresCsv csv = new ScoresCsv(out);
        csv.head();
        for (HeardRecording recording : natural.heard()) {
            for (Scored window : recording.windows()) {
                csv.natural(recording, window);
            }
        }
        for (Evaluation evaluation : labelled) {
            for (Evaluation.Measured measured : evaluation.measured()) {
                if (measured.cut() == Cut.WINDOWS) {
                    csv.labelled(evaluation, measured);
                }
            }
        }
    }

    private void head() throws IOException {
        List<String> names = new ArrayList<>(List.of("file", "source", "line", "label", "speaker"));
        Emotion.all().forEach(emotion -> names.add("p." + emotion.label()));
        names.addAll(List.of("start_s", "quality", "doubts"));
        Emotion.all().forEach(emotion -> names.add("smoothed." + emotion.label()));
        names.addAll(List.of("speech_ratio", "own_known"));
        Emotion.all().forEach(emotion -> names.add("own." + emotion.label()));
        out.write(CsvText.line(names));
    }

    private void natural(HeardRecording recording, Scored window) throws IOException {
        List<String> cells = new ArrayList<>(List.of(
                recording.recording().name(),
                recording.recording().source(),
                recording.line().label(),
                NATURAL,
                ""));
        cells.addAll(shares(window.probabilities()));
        cells.add(String.format(Locale.ROOT, "%.1f", window.window().from().toMillis() / 1_000.0));
        cells.add(String.format(Locale.ROOT, "%.3f", window.quality().value()));
        cells.add(window.quality().doubts().stream().map(Doubt::label).collect(Collectors.joining(" ")));
        cells.addAll(shares(window.track().smoothed()));
        cells.add(Double.toString(window.speechRatio()));
        cells.add(Boolean.toString(window.track().own().known()));
        Emotion.all()
                .forEach(emotion ->
                        cells.add(Double.toString(window.track().own().of(emotion))));
        out.write(CsvText.line(cells));
    }

    private void labelled(Evaluation evaluation, Evaluation.Measured measured) throws IOException {
        for (HeardExample heard : measured.examples()) {
            List<String> cells = new ArrayList<>(List.of(
                    heard.clip().path().getFileName().toString(),
                    evaluation.dataset().title(),
                    measured.line().label(),
                    heard.emotion().label(),
                    heard.clip().speaker()));
            cells.addAll(shares(heard.scores()));
            cells.addAll(Collections.nCopies(ONLY_OF_NATURAL, ""));
            out.write(CsvText.line(cells));
        }
    }

    /** With all digits: a figure counts what lies above a threshold that is itself one of them. */
    private static List<String> shares(Probabilities probabilities) {
        return Arrays.stream(probabilities.toArray()).mapToObj(Double::toString).toList();
    }
}
