package org.undertone.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.ModelPlace;
import org.undertone.core.ShadowScore;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.Scorer;

/**
 * A second model that hears the windows which the first one scored, so that the two can be compared; no rule asks for what it
 * says. One thread of its own, {@code undertone-shadow}, hears them one after the other after the first model has answered.
 * What it has no room or no time for is left out and counted; whatever goes wrong in it, the first model's answers stay as they
 * are.
 */
public final class ShadowModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowModel.class);

    /** Some seconds of what one thread hears; older ones are of no less use than newer ones. */
    private static final int WAITING = 64;

    private static final int KEPT_TOGETHER = 64;
    private static final Duration KEPT_AFTER = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Scorer scorer;
    private final BooleanSupplier room;
    private final Consumer<List<ShadowScore>> keeper;
    private final BlockingQueue<AudioWindow> waiting = new ArrayBlockingQueue<>(WAITING);
    private final FailureLog failures = new FailureLog(LOG, "the model in the shadow did not hear a window");
    private final FailureLog lost = new FailureLog(LOG, "what the model in the shadow heard could not be kept");
    private final LongAdder kept = new LongAdder();
    private final LongAdder leftOut = new LongAdder();
    private final Thread thread = new Thread(this::work, "undertone-shadow");

    private volatile boolean closed;

    /**
     * Starts its thread.
     *
     * @param scorer the model; it is closed with this
     * @param room whether the machine has time for it right now; asked on the threads that hear calls, so it must not wait
     * @param keeper keeps what was heard, on the thread of the shadow, which may wait there
     */
    public ShadowModel(Scorer scorer, BooleanSupplier room, Consumer<List<ShadowScore>> keeper) {
        this.scorer = scorer;
        this.room = room;
        this.keeper = keeper;
        thread.setDaemon(true);
        thread.start();
    }

    /** The first model, which answers as ever; what it scored is heard in the shadow, too. */
    public Scorer beside(Scorer first) {
        return new First(first);
    }

    /** Which model it is. */
    public ModelDescription model() {
        return scorer.model();
    }

    /** How many windows it heard and kept. Any thread. */
    public long kept() {
        return kept.sum();
    }

    /** How many it did not hear, or could not keep. Any thread. */
    public long leftOut() {
        return leftOut.sum();
    }

    private void offer(AudioWindow window) {
        if (closed || !room.getAsBoolean() || !waiting.offer(window)) {
            leftOut.increment();
        }
    }

    private void work() {
        List<ShadowScore> heard = new ArrayList<>();
        long since = System.nanoTime();
        try {
            while (!closed) {
                AudioWindow next = waiting.poll(KEPT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    hear(next, heard);
                }
                boolean due = System.nanoTime() - since >= KEPT_AFTER.toNanos();
                if (heard.size() >= KEPT_TOGETHER || due) {
                    keep(heard);
                    since = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            keep(heard);
        }
    }

    private void hear(AudioWindow window, List<ShadowScore> heard) {
        if (!room.getAsBoolean()) {
            leftOut.increment();
            return;
        }
        try {
            heard.add(new ShadowScore(
                    window.ref(), scorer.model().title(), scorer.score(window).probabilities()));
        } catch (RuntimeException | Error e) {
            // Error too: the next window is to find this thread alive.
            failures.add(e);
            leftOut.increment();
        }
    }

    private void keep(List<ShadowScore> heard) {
        if (heard.isEmpty()) {
            return;
        }
        try {
            keeper.accept(List.copyOf(heard));
            kept.add(heard.size());
        } catch (RuntimeException | Error e) {
            lost.add(e);
            leftOut.add(heard.size());
        }
        heard.clear();
    }

    /** Keeps what was heard, drops what waits, and lets go of the model. Waits up to 10 s. */
    @Override
    public void close() {
        closed = true;
        leftOut.add(waiting.size());
        try {
            TimeUnit.MILLISECONDS.timedJoin(thread, PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("the model in the shadow heard {} windows; {} were left out", kept(), leftOut());
        scorer.close();
    }

    /** Hands on what it has answered. */
    private final class First implements Scorer {

        private final Scorer first;

        First(Scorer first) {
            this.first = first;
        }

        @Override
        public Hearing score(AudioWindow window) {
            Hearing hearing = first.score(window);
            offer(window);
            return hearing;
        }

        @Override
        public List<Hearing> score(List<AudioWindow> windows) {
            List<Hearing> hearings = first.score(windows);
            windows.forEach(ShadowModel.this::offer);
            return hearings;
        }

        @Override
        public int together() {
            return first.together();
        }

        @Override
        public int atOnce(int workers) {
            return first.atOnce(workers);
        }

        @Override
        public ModelDescription model() {
            return first.model();
        }

        @Override
        public ModelPlace live() {
            return first.live();
        }

        @Override
        public void close() {
            first.close();
        }
    }
}
