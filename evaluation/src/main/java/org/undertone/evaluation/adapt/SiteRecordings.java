package org.undertone.evaluation.adapt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.DatasetException;
import org.undertone.evaluation.data.MarkedSpan;
import org.undertone.evaluation.data.MarkedSpansCsv;
import org.undertone.evaluation.data.NaturalSpeech;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;

/** Finds a site's recordings, and everything that is wrong with them at once. For one thread. */
final class SiteRecordings {

    private static final int TELEPHONE_HZ = 8_000;
    private static final int TOLD = 100;
    private static final int TOGETHER = 8;

    /** Less than that tells nobody's feelings. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Of a span within a recording: a window of 3 s must be mostly in it. */
    private static final Duration SHORTEST_SPAN = Duration.ofSeconds(2);

    private final AudioFiles files;
    private final Set<Emotion> trained;
    private final List<String> mistakes = new ArrayList<>();

    SiteRecordings(AudioFiles files, Set<Emotion> trained) {
        this.files = files;
        this.trained = trained;
    }

    /**
     * All of them; each is read once to see whether it can be used.
     *
     * @throws DatasetException with every mistake
     */
    List<SiteRecording> find(AdaptPlan plan) {
        Map<Path, List<MarkedSpan>> marked = new LinkedHashMap<>();
        plan.labels().ifPresent(csv -> {
            Path folder = plan.recordings().orElse(csv.toAbsolutePath().getParent());
            MarkedSpansCsv.Marks marks = MarkedSpansCsv.read(csv, folder, trained);
            marks.mistakes().forEach(mistake -> mistakes.add(csv.getFileName() + " " + mistake));
            marks.spans().forEach(span -> marked.computeIfAbsent(span.path(), path -> new ArrayList<>())
                    .add(span));
        });
        List<SiteRecording> recordings = new ArrayList<>();
        marked.forEach((path, spans) -> recordings.add(new SiteRecording(path, spans, true)));
        plan.neutral().ifPresent(folder -> NaturalSpeech.in(folder).recordings().stream()
                .filter(recording -> !marked.containsKey(recording.path()))
                .forEach(recording -> recordings.add(neutral(recording))));
        // Together, since starting ffmpeg is the dear part; few, since a call's sound is tens of megabytes.
        for (List<SiteRecording> some : batches(recordings)) {
            List<AudioFile> read =
                    files.read(some.stream().map(SiteRecording::path).toList());
            for (int i = 0; i < read.size(); i++) {
                look(some.get(i), read.get(i), plan);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new DatasetException(told());
        }
        return recordings;
    }

    /** A caller each, but for those that lie in a folder together: that is one. */
    private static SiteRecording neutral(NaturalSpeech.Recording recording) {
        Path name = Path.of(recording.name());
        String caller = Optional.ofNullable(name.getParent()).orElse(name).toString();
        MarkedSpan all = new MarkedSpan(
                0, recording.path(), Duration.ZERO, MarkedSpan.END, Emotion.NEUTRAL, "neutral/" + caller);
        return new SiteRecording(recording.path(), List.of(all), false);
    }

    /** So many as are read together. */
    static List<List<SiteRecording>> batches(List<SiteRecording> recordings) {
        List<List<SiteRecording>> batches = new ArrayList<>();
        for (int from = 0; from < recordings.size(); from += TOGETHER) {
            batches.add(recordings.subList(from, Math.min(from + TOGETHER, recordings.size())));
        }
        return batches;
    }

    private void look(SiteRecording recording, AudioFile read, AdaptPlan plan) {
        if (read instanceof AudioFile.Sound sound) {
            Stream.of(wrong(sound), tooShort(sound, recording))
                    .flatMap(Optional::stream)
                    .forEach(wrong -> mistake(recording, plan, wrong));
        } else if (read instanceof AudioFile.Unreadable not) {
            mistake(recording, plan, not.reason());
        }
    }

    private static Optional<String> wrong(AudioFile.Sound sound) {
        if (sound.channels() > 1) {
            return Optional.of("has " + sound.channels() + " channels, which would be heard as one voice: give the"
                    + " customer's alone");
        }
        if (sound.recordedHz() < TELEPHONE_HZ) {
            return Optional.of("holds " + sound.recordedHz() + " samples a second: 8000 or more, as calls have");
        }
        return Optional.empty();
    }

    private static Optional<String> tooShort(AudioFile.Sound sound, SiteRecording recording) {
        if (sound.length().compareTo(SHORTEST) < 0) {
            return Optional.of("lasts " + seconds(sound.length()) + ": at least " + seconds(SHORTEST));
        }
        String wrong = recording.spans().stream()
                .filter(span -> !span.whole())
                .flatMap(span -> {
                    if (span.to().compareTo(sound.length().plusMillis(1)) > 0) {
                        return Stream.of("line " + span.line() + " ends at " + seconds(span.to()) + ", the file at "
                                + seconds(sound.length()));
                    }
                    return span.length().compareTo(SHORTEST_SPAN) < 0
                            ? Stream.of("line " + span.line() + " marks " + seconds(span.length()) + ": at least "
                                    + seconds(SHORTEST_SPAN) + ", since a window is 3 s")
                            : Stream.of();
                })
                .collect(Collectors.joining("; "));
        return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
    }

    private static String seconds(Duration length) {
        return length.toMillis() / 1e3 + " s";
    }

    private void mistake(SiteRecording recording, AdaptPlan plan, String what) {
        String table = recording.marked() ? plan.labels().orElseThrow().getFileName() + " " : "";
        mistakes.add(table + recording.name() + " " + what);
    }

    private String told() {
        String more = mistakes.size() > TOLD ? "\n  and " + (mistakes.size() - TOLD) + " more" : "";
        return "the recordings have " + mistakes.size() + (mistakes.size() == 1 ? " mistake:" : " mistakes:")
                + mistakes.stream().limit(TOLD).map(mistake -> "\n  " + mistake).collect(Collectors.joining()) + more;
    }
}
