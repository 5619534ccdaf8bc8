package org.undertone.mediatap.rtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.OptionalInt;

/** Which ports of the range are free: hands them out in turn and lets a released one rest. Thread-safe. */
public final class PortPool {

    private record Resting(int index, Instant until) {}

    private final PortRange range;
    private final Duration rest;
    private final InstantSource clock;
    private final BitSet inUse = new BitSet();
    private final BitSet restingPorts = new BitSet();
    private final BitSet foreign = new BitSet();
    /** In the order of release, which is that of their end. */
    private final Deque<Resting> resting = new ArrayDeque<>();

    private int next;

    /** All ports of the range are free at first; one that is released rests for {@code rest}. */
    public PortPool(PortRange range, Duration rest, InstantSource clock) {
        this.range = range;
        this.rest = rest;
        this.clock = clock;
    }

    /** The next port in turn that is neither in use nor resting; it is in use then. */
    public synchronized OptionalInt take() {
        wake();
        for (int i = 0; i < range.size(); i++) {
            int index = (next + i) % range.size();
            if (!inUse.get(index) && !restingPorts.get(index)) {
                inUse.set(index);
                foreign.clear(index);
                next = (index + 1) % range.size();
                return OptionalInt.of(range.first() + index);
            }
        }
        return OptionalInt.empty();
    }

    /** The port was in use and is not any more; it rests. */
    public synchronized void release(int port) {
        int index = port - range.first();
        inUse.clear(index);
        restingPorts.set(index);
        resting.add(new Resting(index, clock.instant().plus(rest)));
    }

    /** The port was taken, but another program holds it. */
    public synchronized void heldByAnother(int port) {
        int index = port - range.first();
        inUse.clear(index);
        foreign.set(index);
    }

    /** How many ports are in use, rest, or are held by another program now. */
    public synchronized PortUse use() {
        wake();
        return new PortUse(range.size(), inUse.cardinality(), restingPorts.cardinality(), foreign.cardinality());
    }

    private void wake() {
        Instant now = clock.instant();
        while (!resting.isEmpty() && !resting.peek().until().isAfter(now)) {
            restingPorts.clear(resting.poll().index());
        }
    }
}
