package org.undertone.mediatap;

import java.util.concurrent.atomic.LongAdder;

/** What is counted in one stream. Written by the media thread, read by any. */
final class StreamCounters {

    final LongAdder packets = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder missingSamples = new LongAdder();
    final LongAdder reordered = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder restarts = new LongAdder();
    final LongAdder foreign = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder stalls = new LongAdder();
    final LongAdder windows = new LongAdder();
    final LongAdder windowsFailed = new LongAdder();
}
