package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.util.List;
import org.undertone.core.Alert;
import org.undertone.core.Assessment.Scored;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.data.NaturalSpeech.Recording;

/**
 * What was heard in a recording of natural speech.
 *
 * @param recording which
 * @param length how long it lasts
 * @param line over which line it was heard: {@link Line#CLEAN} where it is a telephone's recording already
 * @param windows those in which somebody spoke, at least one
 * @param alerts what the rules made of them
 */
public record HeardRecording(
        Recording recording, Duration length, Line line, List<Scored> windows, List<Alert> alerts) {

    public HeardRecording {
        windows = List.copyOf(windows);
        alerts = List.copyOf(alerts);
    }

    /** How long the windows with speech are together, what they share counted once: longer silences are left out. */
    public Duration speech() {
        return together(windows);
    }

    /** The same of those windows by which it is known how the voice began. */
    public Duration ownKnown() {
        return together(
                windows.stream().filter(window -> window.track().own().known()).toList());
    }

    private Duration together(List<Scored> some) {
        Duration speech = Duration.ZERO;
        Duration until = Duration.ZERO;
        for (Scored window : some) {
            Duration from = window.window().from();
            speech = speech.plus(window.window().to()).minus(from.compareTo(until) > 0 ? from : until);
            until = window.window().to();
        }
        // The last window may reach into the silence that fills it up.
        return speech.compareTo(length) < 0 ? speech : length;
    }
}
