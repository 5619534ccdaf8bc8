package org.undertone.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.undertone.core.WindowRef;

/**
 * Measures how busy an engine's threads are and how late its windows. A worker that waits for a card's batch or a server's
 * answer is busy: its place is taken, though no processor works. Thread-safe.
 */
final class LoadMeter {

    private final InstantSource clock;
    private final List<BusyTime> workers;
    private final BusyTime presence;
    private final LongAdder judged = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final DelayMeter waited = new DelayMeter();
    private final DelayMeter late = new DelayMeter();

    LoadMeter(int workers, InstantSource clock) {
        this.clock = clock;
        this.workers = Stream.generate(() -> new BusyTime(clock)).limit(workers).toList();
        this.presence = new BusyTime(clock);
    }

    int workers() {
        return workers.size();
    }

    BusyTime worker(int index) {
        return workers.get(index);
    }

    BusyTime presence() {
        return presence;
    }

    /** A window was overtaken, or was too late. */
    void missed() {
        missed.increment();
    }

    /** A worker begins to judge a window. */
    void begins(WindowRef window) {
        waited.add(age(window));
    }

    /** A window was judged. */
    void judged(WindowRef window) {
        judged.increment();
        late.add(age(window));
    }

    private Duration age(WindowRef window) {
        return Duration.between(window.lastPacketAt(), clock.instant());
    }

    ScoringLoad read() {
        return new ScoringLoad(
                clock.instant(),
                workers.size(),
                workers.stream().map(BusyTime::total).reduce(Duration.ZERO, Duration::plus),
                presence.total(),
                judged.sum(),
                missed.sum(),
                waited.read(),
                late.read());
    }
}
