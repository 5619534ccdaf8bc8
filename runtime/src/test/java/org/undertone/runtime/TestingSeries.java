package org.undertone.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

/** A model that hears a given share of anger in each window, by its place at a hop of 0.5 s, and the rest as neutral. */
final class TestingSeries implements Scorer {

    private final double[] angry;
    private boolean closed;

    TestingSeries(double... angry) {
        this.angry = angry.clone();
    }

    @Override
    public synchronized Hearing score(AudioWindow window) {
        if (closed) {
            throw new ModelException("model testing was closed; open it again to score");
        }
        double share = angry[(int) (window.ref().from().toMillis() / 500)];
        return Hearing.of(Probabilities.of(share, 0, 0, 0, 1 - share, 0, 0, 0, 0));
    }

    @Override
    public ModelDescription model() {
        return new ModelDescription(
                "testing",
                "0.1.0",
                "a given series",
                Emotion.all().stream().map(Emotion::label).toList(),
                Set.of(Emotion.ANGRY, Emotion.NEUTRAL),
                16_000,
                Duration.ofSeconds(3),
                "audio",
                "scores",
                Optional.empty(),
                "embedding",
                4,
                "0".repeat(64),
                Optional.empty());
    }

    @Override
    public Accelerator live() {
        return Accelerator.CPU;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
