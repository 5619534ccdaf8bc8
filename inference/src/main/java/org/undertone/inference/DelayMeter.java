package org.undertone.inference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts delays. Thread-safe. */
final class DelayMeter {

    private final List<LongAdder> counts =
            Stream.generate(LongAdder::new).limit(Delays.STEPS).toList();

    void add(Duration delay) {
        counts.get(Delays.step(delay)).increment();
    }

    Delays read() {
        return new Delays(counts.stream().map(LongAdder::sum).toList());
    }
}
