package org.undertone.runtime.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.Scorer;

/** A model that one worker asks, and that needs a fixed time for a window, in the time that the test makes pass. */
final class TestingSlowModel implements Scorer {

    private static final Hearing NEUTRAL = Hearing.of(Probabilities.of(0, 0, 0, 0, 1, 0, 0, 0, 0));

    private final Duration need;
    private final InstantSource clock;
    private Optional<Instant> readyAt = Optional.empty();
    private boolean quick;

    TestingSlowModel(Duration need, InstantSource clock) {
        this.need = need;
        this.clock = clock;
    }

    @Override
    public synchronized Hearing score(AudioWindow window) {
        if (readyAt.isPresent()) {
            throw new AssertionError("two windows at once");
        }
        readyAt = Optional.of(clock.instant().plus(need));
        try {
            while (readyAt.isPresent() && !quick) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readyAt = Optional.empty();
        return NEUTRAL;
    }

    /** Needs no time any more. */
    synchronized void beQuick() {
        quick = true;
        notifyAll();
    }

    /** Whether it has a window in hand. */
    synchronized boolean works() {
        return readyAt.isPresent();
    }

    /** Time has passed: ends the window that it has in hand, if it had enough time for it. */
    synchronized void look() {
        if (readyAt.filter(at -> !at.isAfter(clock.instant())).isPresent()) {
            readyAt = Optional.empty();
            notifyAll();
        }
    }

    @Override
    public ModelDescription model() {
        throw new UnsupportedOperationException("an engine asks for no description");
    }

    @Override
    public Accelerator live() {
        return Accelerator.CPU;
    }

    @Override
    public void close() {}
}
