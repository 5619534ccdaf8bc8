package org.undertone.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.undertone.core.CallId;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.StreamStats;

/** Counts calls, taps and what came by them. */
final class CallMetrics {

    private final MeterRegistry registry;
    private final Set<CallId> calls = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taps = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final Timer setUp;
    private final Counter notTapped;
    private final Counter received;
    private final Counter lost;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        gauge("undertone.calls", "Calls of a profile that go on", calls, Set::size);
        gauge("undertone.taps.open", "Legs that are heard", taps, AtomicInteger::get);
        gauge("undertone.pbx.connected", "1 while the PBX tells what happens", connected, AtomicInteger::get);
        this.setUp = Timer.builder("undertone.tap.set.up")
                .description("From the first request of a tap to its first packet")
                .register(registry);
        this.notTapped = counter("undertone.legs.not.tapped", "Times that a leg was not heard; the ledger has why");
        this.received =
                counter("undertone.rtp.packets", "Packets of sound of taps that have closed, by RTP or websocket");
        this.lost = counter("undertone.rtp.packets.lost", "Packets that never came, of taps that have closed");
    }

    private <T> void gauge(String name, String description, T state, ToDoubleFunction<T> figure) {
        Gauge.builder(name, () -> figure.applyAsDouble(state))
                .description(description)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** On the thread that tells it. */
    void count(CallEvent event) {
        if (event instanceof CallEvent.CallSeen seen) {
            calls.add(seen.facts().call());
        } else if (event instanceof CallEvent.CallEnded ended) {
            calls.remove(ended.call());
        } else if (event instanceof CallEvent.TapOpened opened) {
            taps.incrementAndGet();
            setUp.record(opened.setUp());
        } else if (event instanceof CallEvent.TapClosed closed) {
            taps.decrementAndGet();
            came(closed.stats());
        } else if (event instanceof CallEvent.NotTapped) {
            notTapped.increment();
        } else if (event instanceof CallEvent.Paused paused) {
            Counter.builder("undertone.pauses")
                    .description("Times that a leg was tapped but not scored from then on")
                    .tag("reason", paused.reason())
                    .register(registry)
                    .increment();
        } else if (event instanceof CallEvent.TapRenewed renewed) {
            Counter.builder("undertone.taps.renewed")
                    .description("Times that a silent leg was given a new snoop, and what came of it")
                    .tag("outcome", renewed.outcome())
                    .register(registry)
                    .increment();
        } else if (event instanceof CallEvent.Connected) {
            connected.set(1);
        } else if (event instanceof CallEvent.Lost) {
            connected.set(0);
        }
    }

    private void came(StreamStats stats) {
        received.increment((double) stats.packets());
        lost.increment((double) stats.lost());
    }
}
