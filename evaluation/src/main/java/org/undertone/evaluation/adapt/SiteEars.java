package org.undertone.evaluation.adapt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.alarms.RecordingEars;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.data.MarkedSpan;
import org.undertone.evaluation.fit.SiteWindow;
import org.undertone.inference.adapt.LastLayer;
import org.undertone.inference.adapt.LayerScorer;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.speech.SileroVad;

/** Hears a site's recordings as live calls are heard, and keeps no more of them than embeddings in memory. For one thread. */
final class SiteEars {

    private static final LegId LEG = new LegId(new CallId("recording"), "recording");

    /** How much of a window must be marked alike; or all that is marked, where that is shorter. */
    private static final double MOSTLY = 0.6;

    private final OnnxScorer scorer;
    private final SileroVad vad;
    private final AudioFiles files;
    private final LastLayer layer;
    private final Map<String, Thinned<SiteWindow>> byCaller = new LinkedHashMap<>();
    private final List<String> silent = new ArrayList<>();

    SiteEars(OnnxScorer scorer, SileroVad vad, AudioFiles files, LastLayer layer) {
        this.scorer = scorer;
        this.vad = vad;
        this.files = files;
        this.layer = layer;
    }

    /** Hears recordings whose sound fits into memory together; 40 ms or so a second of speech. */
    void hear(List<SiteRecording> recordings, Line line) {
        List<AudioFile> read =
                files.read(recordings.stream().map(SiteRecording::path).toList());
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i) instanceof AudioFile.Sound sound) {
                hear(recordings.get(i), sound, line);
            } else {
                throw new ModelException(
                        recordings.get(i).path() + " cannot be read any more; leave the recordings as they are");
            }
        }
    }

    private void hear(SiteRecording recording, AudioFile.Sound sound, Line line) {
        Map<WindowRef, float[]> embeddings = new ConcurrentHashMap<>();
        LayerScorer scoring = new LayerScorer(
                scorer.model(),
                window -> embeddings.computeIfAbsent(window.ref(), ref -> scorer.embedding(window)),
                layer);
        List<Assessment> assessments =
                new RecordingEars(scoring, vad).hear(LEG, Instant.EPOCH, line.over(sound.samples()));
        if (assessments.stream().anyMatch(NotScored.class::isInstance)) {
            throw new ModelException("the model failed on " + recording.path() + "; the log says why");
        }
        List<SiteWindow> windows = new ArrayList<>();
        for (Assessment assessment : assessments) {
            if (assessment instanceof Scored scored) {
                recording.spans().stream()
                        .filter(span -> mostly(span, scored.window(), sound.length()))
                        .map(span -> window(span, embeddings.get(scored.window())))
                        .forEach(windows::add);
            }
        }
        if (windows.isEmpty()) {
            silent.add(recording.name());
        }
        windows.forEach(
                window -> byCaller.computeIfAbsent(window.caller() + " " + window.emotion(), key -> new Thinned<>())
                        .add(window));
    }

    private static SiteWindow window(MarkedSpan span, float[] embedding) {
        Clip clip = new Clip(span.path(), span.caller(), span.emotion().label());
        return new SiteWindow(clip, span.emotion(), new SiteWindow.Embedding(embedding));
    }

    private static boolean mostly(MarkedSpan span, WindowRef window, Duration recording) {
        Duration shared = span.shared(window.from(), window.to());
        Duration length = span.whole() ? recording : span.length();
        Duration whole = window.to().minus(window.from());
        Duration shorter = length.compareTo(whole) < 0 ? length : whole;
        return shared.toMillis()
                >= (shorter.compareTo(whole) < 0 ? 0.9 * shorter.toMillis() : MOSTLY * whole.toMillis());
    }

    /** The windows so far, at most so many of a caller and label, from the first to the last. */
    List<SiteWindow> windows() {
        return byCaller.values().stream().flatMap(all -> all.some().stream()).toList();
    }

    /** Recordings in which nobody is heard to speak. */
    List<String> silent() {
        return List.copyOf(silent);
    }
}
