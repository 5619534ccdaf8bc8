package org.undertone.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.Scorer;

/**
 * A model whose slowness the test decides: it ends a window when the test lets it. Refuses to run once closed, like
 * the real one.
 */
public final class TestingScorer implements Scorer {

    private static final Probabilities NEUTRAL = Probabilities.of(0, 0, 0, 0, 1, 0, 0, 0, 0);

    private final Semaphore turns;
    private final List<WindowRef> begun = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private int together = 1;
    private boolean closed;

    private TestingScorer(int turns) {
        this.turns = new Semaphore(turns);
    }

    /** From now on that many are best heard together. */
    void hearTogether(int windows) {
        together = windows;
    }

    /** How many windows it was given at a time, in that order. */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public List<Hearing> score(List<AudioWindow> windows) {
        synchronized (this) {
            batches.add(windows.size());
        }
        return windows.stream().map(this::score).toList();
    }

    @Override
    public int together() {
        return together;
    }

    /** Hears nothing to its end until {@link #letPass}. */
    static TestingScorer held() {
        return new TestingScorer(0);
    }

    /** Hears everything at once. */
    public static TestingScorer quick() {
        return new TestingScorer(Integer.MAX_VALUE);
    }

    /** Lets that many windows end. */
    void letPass(int windows) {
        turns.release(windows);
    }

    /** The windows that it was given, in that order. */
    synchronized List<WindowRef> begun() {
        return List.copyOf(begun);
    }

    @Override
    public Hearing score(AudioWindow window) {
        synchronized (this) {
            if (closed) {
                throw new ModelException("model testing was closed; open it again to score");
            }
            begun.add(window.ref());
        }
        turns.acquireUninterruptibly();
        return Hearing.of(NEUTRAL);
    }

    @Override
    public ModelDescription model() {
        return new ModelDescription(
                "testing",
                "0.1.0",
                "always neutral",
                Emotion.all().stream().map(Emotion::label).toList(),
                Set.of(Emotion.NEUTRAL),
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
