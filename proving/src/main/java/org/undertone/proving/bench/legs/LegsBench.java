package org.undertone.proving.bench.legs;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.StreamStats;
import org.undertone.inference.Assessor;
import org.undertone.inference.OpenModel;
import org.undertone.inference.ScoringEngine;
import org.undertone.inference.ScoringStats;
import org.undertone.inference.model.Scorer;
import org.undertone.mediatap.RtpStream;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.proving.bench.measure.BenchPause;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.MachineLoad;
import org.undertone.proving.bench.measure.Memory;
import org.undertone.proving.bench.measure.Tally;
import org.undertone.proving.bench.measure.TimedScorer;

/** Lets many legs be heard by the parts that hear live calls, with RTP from another process. */
public final class LegsBench {

    /** Ports that other programs may hold. */
    public static final int SPARE_PORTS = 200;

    private static final Duration DRAINS = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(200);

    private final OpenModel open;
    private final InstantSource clock;

    LegsBench(OpenModel open, InstantSource clock) {
        this.open = open;
        this.clock = clock;
    }

    LegsRun run(LegsPlan plan) {
        return run(plan, scorer -> scorer);
    }

    /**
     * Lets them be heard.
     *
     * @param hearing puts something around the scorer that is measured, such as a model in its shadow
     */
    LegsRun run(LegsPlan plan, UnaryOperator<Scorer> hearing) {
        Memory before = Memory.now();
        TimedScorer timed = new TimedScorer(open.scorer());
        Tally tally = new Tally(clock);
        try (TapPorts ports = ports(plan);
                ScoringEngine engine = new ScoringEngine(
                        Assessor.usual(hearing.apply(timed), open.vad()), Machine.cores(), tally::add)) {
            Consumer<AudioWindow> windows = plan.scoring() ? engine::submit : window -> {};
            List<RtpStream> streams = open(ports, plan, windows);
            Parts parts = new Parts(plan, timed, tally, streams, engine);
            List<Integer> numbers = streams.stream().map(RtpStream::port).toList();
            try (GeneratorProcess generator = GeneratorProcess.start(numbers, plan.seed(), plan.hop())) {
                return measured(parts, before, generator);
            }
        }
    }

    /** What one run works with. */
    private record Parts(LegsPlan plan, TimedScorer timed, Tally tally, List<RtpStream> streams, ScoringEngine engine) {

        long sum(ToLongFunction<StreamStats> figure) {
            return streams.stream().map(RtpStream::stats).mapToLong(figure).sum();
        }

        long received() {
            return sum(stats -> stats.packets() + stats.foreign() + stats.malformed());
        }
    }

    private LegsRun measured(Parts parts, Memory before, GeneratorProcess generator) {
        LegsPlan plan = parts.plan();
        BenchPause.pause(open.scorer().model().window().plus(plan.hop()).plus(plan.settle()));
        CpuTimes cpu = CpuTimes.now();
        MachineLoad machine = MachineLoad.now();
        long modelNanos = parts.timed().nanos();
        long modelWindows = parts.timed().windows();
        long generatorNanos = generator.cpuNanos();
        long packets = parts.received();
        parts.tally().begin();
        BenchPause.pause(plan.time());
        parts.tally().end();
        CpuTimes used = CpuTimes.now().since(cpu);
        double busy = MachineLoad.now().busySince(machine);
        modelNanos = parts.timed().nanos() - modelNanos;
        modelWindows = parts.timed().windows() - modelWindows;
        generatorNanos = generator.cpuNanos() - generatorNanos;
        packets = parts.received() - packets;
        Memory after = Memory.now();
        GeneratorProcess.Sent sent = generator.stop();
        awaitIdle(parts);
        return new LegsRun(
                plan,
                used,
                modelNanos,
                modelWindows,
                generatorNanos,
                busy,
                parts.tally().counts(),
                (after.heap() - before.heap()) / plan.legs(),
                (after.resident() - before.resident()) / plan.legs(),
                packets,
                new LegsRun.Rtp(sent.packets(), parts.received(), parts.sum(StreamStats::late), sent.latest()),
                windows(parts));
    }

    private static LegsRun.Windows windows(Parts parts) {
        ScoringStats stats = parts.engine().stats();
        long cut = parts.sum(StreamStats::windows);
        if (!parts.plan().scoring()) {
            return new LegsRun.Windows(cut, 0, 0, 0, cut);
        }
        long notScored =
                stats.notScored().values().stream().mapToLong(Long::longValue).sum();
        return new LegsRun.Windows(cut, stats.scored(), stats.noSpeech(), notScored, stats.dropped() + stats.waiting());
    }

    private TapPorts ports(LegsPlan plan) {
        PortRange range = new PortRange(plan.firstPort(), plan.firstPort() + plan.legs() + SPARE_PORTS);
        return new TapPorts(InetAddress.getLoopbackAddress(), range, Duration.ZERO, clock);
    }

    private List<RtpStream> open(TapPorts ports, LegsPlan plan, Consumer<AudioWindow> windows) {
        WindowSpec spec = new WindowSpec(open.scorer().model().window(), plan.hop());
        List<RtpStream> streams = new ArrayList<>();
        for (int leg = 0; leg < plan.legs(); leg++) {
            streams.add(ports.open(new LegId(new CallId("bench-" + leg), "bench-" + leg), spec, windows));
        }
        return streams;
    }

    /** What the system received but nobody looked at yet; then what waits, and what is being scored. */
    private static void awaitIdle(Parts parts) {
        AtomicLong before = new AtomicLong(-1);
        awaitUntil(() -> {
            long received = parts.received();
            return before.getAndSet(received) == received;
        });
        // From here on no window comes, so that the count of them must come out even.
        parts.streams().forEach(RtpStream::close);
        awaitUntil(() ->
                windows(parts).unaccounted() == 0 && parts.engine().stats().waiting() == 0);
    }

    private static void awaitUntil(BooleanSupplier done) {
        long deadline = System.nanoTime() + DRAINS.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
            BenchPause.pause(STEP);
        }
    }
}
