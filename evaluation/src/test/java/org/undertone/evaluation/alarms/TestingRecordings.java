package org.undertone.evaluation.alarms;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.data.NaturalSpeech.Recording;

/** Recordings as they were heard, made up. */
final class TestingRecordings {

    private static final Duration WINDOW = Duration.ofSeconds(3);

    private TestingRecordings() {}

    /** Somebody speaks without a pause, with those probabilities of anger each half second. */
    static HeardRecording heard(String name, List<Alert> alerts, double... angry) {
        List<Scored> windows = new ArrayList<>();
        for (int i = 0; i < angry.length; i++) {
            windows.add(window(name, RecordingEars.HOP.multipliedBy(i), angry[i]));
        }
        return heard(name, windows, alerts);
    }

    /** As long as its windows. */
    static HeardRecording heard(String name, List<Scored> windows, List<Alert> alerts) {
        Duration length = windows.get(windows.size() - 1).window().to();
        String source = name.substring(0, name.indexOf('-'));
        return new HeardRecording(new Recording(Path.of(name), name, source), length, Line.CLEAN, windows, alerts);
    }

    /** Somebody speaks for so long without a pause, and is calm. */
    static HeardRecording calm(String name, Duration length, Alert... alerts) {
        int windows = (int) length.minus(WINDOW).dividedBy(RecordingEars.HOP) + 1;
        return heard(name, List.of(alerts), new double[windows]);
    }

    static Scored window(String name, Duration from, double angry) {
        Probabilities probabilities = Probabilities.of(angry, 0, 0, 0, 1 - angry, 0, 0, 0, 0);
        return new Scored(
                new WindowRef(
                        leg(name),
                        from,
                        from.plus(WINDOW),
                        Instant.EPOCH.plus(from).plus(WINDOW)),
                probabilities,
                Track.of(probabilities, probabilities.top(), 0.2),
                1,
                -30,
                Quality.undoubted(),
                Optional.empty());
    }

    static Alert ticket(String rule, int episode) {
        return alert(rule, episode, new Action.Ticket("A customer became angry"));
    }

    static Alert mark(String rule, int episode) {
        return alert(rule, episode, new Action.Mark("anger rises"));
    }

    private static Alert alert(String rule, int episode, Action action) {
        return new Alert(
                new AlertId(new CallId("call"), rule, episode),
                leg("call"),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Instant.EPOCH,
                "abc",
                List.of(window("call", Duration.ZERO, 0.9)),
                List.of(action));
    }

    private static LegId leg(String call) {
        return new LegId(new CallId(call), "recording");
    }
}
