package org.undertone.proving.bench.overload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.undertone.core.event.LoadStep;
import org.undertone.core.event.StreamStats;
import org.undertone.inference.ScoringEngine;
import org.undertone.inference.ScoringStats;
import org.undertone.mediatap.RtpStream;
import org.undertone.proving.bench.legs.GeneratorProcess;
import org.undertone.proving.bench.legs.LegsRun;
import org.undertone.proving.bench.measure.BenchPause;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.FigureText;
import org.undertone.proving.bench.measure.MachineLoad;
import org.undertone.proving.bench.measure.Memory;

/** The course of one overload: late calls, looks at the memory, the fall, and the accounts. For one thread. */
final class OverloadCourse {

    /** As often as the bridge reads the load. */
    private static final Duration FOLLOWS = Duration.ofMillis(500);

    private static final Duration DRAINS = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final double MIB = 1 << 20;

    private final OverloadPlan plan;
    private final OverloadCalls calls;
    private final ScoringEngine engine;
    private final GeneratorProcess generator;
    private final OverloadTally tally;
    private final Consumer<String> progress;
    private final InstantSource clock;
    private final List<OverloadRun.Look> looks = new ArrayList<>();

    OverloadCourse(
            OverloadPlan plan,
            OverloadCalls calls,
            ScoringEngine engine,
            GeneratorProcess generator,
            OverloadTally tally,
            Consumer<String> progress,
            InstantSource clock) {
        this.plan = plan;
        this.calls = calls;
        this.engine = engine;
        this.generator = generator;
        this.tally = tally;
        this.progress = progress;
        this.clock = clock;
    }

    OverloadRun run(Instant begunAt, Memory before, List<LoadStep> steps) {
        looks.add(new OverloadRun.Look(Duration.ofSeconds(-1), false, before));
        CpuTimes cpu = CpuTimes.now();
        MachineLoad machine = MachineLoad.now();
        long generatorNanos = generator.cpuNanos();
        overload(begunAt);
        CpuTimes used = CpuTimes.now().since(cpu);
        double busy = MachineLoad.now().busySince(machine);
        generatorNanos = generator.cpuNanos() - generatorNanos;
        Instant fallenAt = clock.instant();
        fall(fallenAt);
        recovery(fallenAt);
        look(begunAt, false);
        GeneratorProcess.Sent sent = generator.stop();
        List<RtpStream> all = calls.all();
        awaitSame(all);
        calls.close(calls.open());
        awaitUntil(() -> windows().unaccounted() == 0 && engine.stats().waiting() == 0);
        return new OverloadRun(
                plan,
                begunAt,
                fallenAt,
                List.copyOf(steps),
                tally.parts(),
                tally.hurtUntil(),
                looks,
                windows(),
                new OverloadRun.Calls(OverloadPlan.LATE_CALLS, calls.refused(), calls.waiting()),
                used,
                generatorNanos,
                busy,
                new LegsRun.Rtp(sent.packets(), received(all), sum(all, StreamStats::late), sent.latest()));
    }

    private void overload(Instant begunAt) {
        Duration nextLook = plan.firstLook();
        int late = 0;
        for (Duration at = Duration.ZERO; at.compareTo(plan.overload()) < 0; at = since(begunAt)) {
            follow();
            if (late < OverloadPlan.LATE_CALLS && at.compareTo(plan.lateCallAt(late)) >= 0) {
                late++;
                calls.begin().ifPresent(generator::add);
            }
            if (at.compareTo(nextLook) >= 0) {
                look(begunAt, true);
                nextLook = nextLook(at);
            }
            Duration left = plan.overload().minus(since(begunAt));
            BenchPause.pause(left.compareTo(FOLLOWS) < 0 ? positive(left) : FOLLOWS);
        }
        look(begunAt, true);
    }

    private Duration nextLook(Duration at) {
        return plan.looks().multipliedBy(at.dividedBy(plan.looks()) + 1);
    }

    /** Most hang up at once. */
    private void fall(Instant at) {
        List<RtpStream> leaving = calls.leaving(plan.staying());
        tally.fall(at);
        generator.drop(leaving.stream().map(RtpStream::port).toList());
        progress.accept(leaving.size() + " of " + (leaving.size() + plan.staying()) + " legs hang up");
        // What is on its way belongs to them, and is not lost.
        awaitSame(leaving);
        calls.close(leaving);
        leaving.forEach(stream -> engine.forget(stream.leg()));
    }

    private void recovery(Instant fallenAt) {
        while (since(fallenAt).compareTo(plan.recovery()) < 0) {
            follow();
            BenchPause.pause(FOLLOWS);
        }
    }

    private void follow() {
        calls.follow().forEach(generator::add);
    }

    private void look(Instant begunAt, boolean overload) {
        Memory memory = Memory.now();
        Duration at = since(begunAt);
        looks.add(new OverloadRun.Look(at, overload, memory));
        progress.accept(at.toSeconds() + " s: heap " + FigureText.number(memory.heap() / MIB, 0) + " MiB, resident "
                + FigureText.number(memory.resident() / MIB, 0) + " MiB");
    }

    private Duration since(Instant then) {
        return Duration.between(then, clock.instant());
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private OverloadRun.Windows windows() {
        ScoringStats stats = engine.stats();
        return new OverloadRun.Windows(
                sum(calls.all(), StreamStats::windows),
                stats.scored(),
                stats.noSpeech(),
                stats.notScored(),
                calls.paused(),
                stats.dropped());
    }

    private static long received(List<RtpStream> streams) {
        return sum(streams, stats -> stats.packets() + stats.foreign() + stats.malformed());
    }

    private static long sum(List<RtpStream> streams, ToLongFunction<StreamStats> figure) {
        return streams.stream().map(RtpStream::stats).mapToLong(figure).sum();
    }

    /** Until no packet comes to them any more. */
    private static void awaitSame(List<RtpStream> streams) {
        AtomicLong before = new AtomicLong(-1);
        awaitUntil(() -> {
            long received = received(streams);
            return before.getAndSet(received) == received;
        });
    }

    private static void awaitUntil(BooleanSupplier done) {
        long deadline = System.nanoTime() + DRAINS.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
            BenchPause.pause(STEP);
        }
    }
}
