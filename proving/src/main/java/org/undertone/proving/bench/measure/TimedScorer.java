package org.undertone.proving.bench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.undertone.config.ModelPlace;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.Scorer;

/** A scorer whose processor time is counted: that of the emotion model alone. It closes nothing. */
public final class TimedScorer implements Scorer {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Scorer scorer;
    private final LongAdder nanos = new LongAdder();
    private final LongAdder windows = new LongAdder();

    /** Leaves the scorer open when it is closed itself. */
    public TimedScorer(Scorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public Hearing score(AudioWindow window) {
        return score(List.of(window)).get(0);
    }

    @Override
    public List<Hearing> score(List<AudioWindow> together) {
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            return scorer.score(together);
        } finally {
            nanos.add(THREADS.getCurrentThreadCpuTime() - before);
            windows.add(together.size());
        }
    }

    @Override
    public int together() {
        return scorer.together();
    }

    /** Processor time of all windows so far. */
    public long nanos() {
        return nanos.sum();
    }

    /** How many there were. */
    public long windows() {
        return windows.sum();
    }

    @Override
    public ModelDescription model() {
        return scorer.model();
    }

    @Override
    public ModelPlace live() {
        return scorer.live();
    }

    /** Whoever opened the scorer closes it. */
    @Override
    public void close() {}
}
