package org.undertone.inference;

import java.time.Duration;
import java.util.Optional;
import org.undertone.config.TrackSettings;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

/**
 * Follows one leg from window to window: an exponential mean in audio time, so that a window that is left out does not
 * count as another hop. For one caller at a time, who brings the windows in order.
 */
public final class FrameTrack {

    /** What was heard up to a moment of audio time. */
    private record State(Duration heardTo, Duration quietTo, Probabilities smoothed, Emotion top) {}

    private final TrackSettings settings;
    private final OwnBaseline baseline = new OwnBaseline();
    private Optional<State> state = Optional.empty();

    /** Begins with nothing heard. */
    public FrameTrack(TrackSettings settings) {
        this.settings = settings;
    }

    /**
     * The next window was scored.
     *
     * @param speechRatio the share of the window that held speech, 0..1
     */
    public Track hear(WindowRef window, Probabilities heard, double speechRatio) {
        State next = state.filter(last -> goesOn(last, window))
                .map(last -> after(last, window, heard))
                .orElseGet(() -> new State(window.to(), window.to(), heard, heard.top()));
        state = Optional.of(next);
        return Track.of(next.smoothed, next.top, settings.mixedThreshold())
                .with(baseline.hear(window, heard, next.smoothed, speechRatio));
    }

    /** In the next window nobody spoke. */
    public void quiet(WindowRef window) {
        state = state.map(last -> new State(last.heardTo, window.to(), last.smoothed, last.top));
        baseline.quiet(window);
    }

    /** After a long silence, a long hole in the sound, or a new start of audio time, it does not. */
    private boolean goesOn(State last, WindowRef window) {
        Duration silence = last.quietTo.minus(last.heardTo);
        Duration hole = window.from().minus(last.heardTo);
        return window.to().compareTo(last.heardTo) > 0
                && silence.compareTo(settings.smoothing()) <= 0
                && hole.compareTo(settings.smoothing()) <= 0;
    }

    private State after(State last, WindowRef window, Probabilities heard) {
        double share = shareOfNew(window.to().minus(last.heardTo));
        double[] values = last.smoothed.toArray();
        for (Emotion emotion : Emotion.all()) {
            values[emotion.index()] += share * (heard.of(emotion) - values[emotion.index()]);
        }
        Probabilities smoothed = Probabilities.of(values);
        return new State(window.to(), window.to(), smoothed, top(last.top, smoothed));
    }

    private double shareOfNew(Duration step) {
        return settings.smoothing().isZero()
                ? 1
                : -Math.expm1(-step.toNanos() / (double) settings.smoothing().toNanos());
    }

    private Emotion top(Emotion before, Probabilities smoothed) {
        Emotion leading = smoothed.top();
        return smoothed.of(leading) - smoothed.of(before) >= settings.hysteresis() ? leading : before;
    }
}
