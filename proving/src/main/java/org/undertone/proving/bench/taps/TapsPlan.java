package org.undertone.proving.bench.taps;

import java.time.Duration;

/**
 * What {@link TapsBench} does.
 *
 * @param calls at the same time, one leg of each heard
 * @param settles how long each turn is let alone before it is measured
 * @param time how long each turn is measured
 * @param rounds how often each way has two turns
 * @param jitter by how much a packet is late on the poor line, at most
 * @param loss share of the packets that the poor line loses, 0..1
 */
record TapsPlan(int calls, Duration settles, Duration time, int rounds, Duration jitter, double loss) {}
