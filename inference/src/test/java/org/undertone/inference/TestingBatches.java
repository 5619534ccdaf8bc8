package org.undertone.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.undertone.core.Probabilities;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.onnx.WindowBatches;

/**
 * A model that ends a batch when the test lets it, and fails on the windows that the test names. Refuses what the real one
 * refuses: another thread, too many windows, two lengths, and to run once closed.
 */
public final class TestingBatches implements WindowBatches {

    private static final Probabilities NEUTRAL = Probabilities.of(0, 0, 0, 0, 1, 0, 0, 0, 0);

    private final int largest;
    private final Semaphore turns;
    private final Thread owner = Thread.currentThread();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final List<AudioWindow> bad = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    public TestingBatches(int largest, int turns) {
        this.largest = largest;
        this.turns = new Semaphore(turns);
    }

    public void letPass(int batches) {
        turns.release(batches);
    }

    public void failOn(AudioWindow window) {
        bad.add(window);
    }

    /** How many windows each batch had that was begun. */
    public List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public int largest() {
        return largest;
    }

    @Override
    public List<Hearing> score(List<AudioWindow> windows) {
        int samples = windows.get(0).samples();
        if (closed
                || Thread.currentThread() != owner
                || windows.size() > largest
                || windows.stream().anyMatch(window -> window.samples() != samples)) {
            throw new IllegalStateException("closed=" + closed + ", " + windows.size() + " windows, on "
                    + Thread.currentThread().getName());
        }
        sizes.add(windows.size());
        turns.acquireUninterruptibly();
        if (windows.stream().anyMatch(bad::contains)) {
            throw new ModelException("the card failed");
        }
        List<Hearing> hearings = new ArrayList<>();
        windows.forEach(window -> hearings.add(Hearing.of(NEUTRAL)));
        return hearings;
    }

    @Override
    public void close() {
        closed = true;
    }
}
