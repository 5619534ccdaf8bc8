package org.undertone.proving.bench.overload;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.inference.Assessor;
import org.undertone.inference.OpenModel;
import org.undertone.inference.ScoringEngine;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.proving.bench.legs.GeneratorProcess;
import org.undertone.proving.bench.legs.LegsBench;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Memory;
import org.undertone.runtime.load.LoadBoard;
import org.undertone.runtime.load.LoadGovernor;

/** Gives the parts that hear live calls, the governor of the load among them, more than they can hear; then much less. */
final class OverloadBench {

    private static final Settings SETTINGS = new SettingsLoader(Map.of()).parse("bench overload", """
            asterisk: {user: none, password: none}
            model: {folder: none}
            profiles:
              - {name: support, queues: [support]}
              - {name: campaign, queues: [campaign], priority: 2}
            """, Path.of(""));

    private final OpenModel open;
    private final Consumer<String> progress;
    private final InstantSource clock;

    OverloadBench(OpenModel open, Consumer<String> progress, InstantSource clock) {
        this.open = open;
        this.progress = progress;
        this.clock = clock;
    }

    @SuppressWarnings("try") // the governor works on a thread of its own
    OverloadRun run(OverloadPlan plan) {
        Memory before = Memory.now();
        List<LoadStep> steps = new CopyOnWriteArrayList<>();
        OverloadTally tally = new OverloadTally(plan, clock);
        LoadBoard load = new LoadBoard(clock);
        try (TapPorts ports = ports(plan);
                ScoringEngine engine = new ScoringEngine(
                        Assessor.usual(open.scorer(), open.vad()),
                        Machine.cores(),
                        SETTINGS.load().deadline(),
                        clock,
                        tally::add);
                LoadGovernor governor = LoadGovernor.start(SETTINGS, engine::load, load, steps::add, clock)) {
            OverloadCalls calls = calls(ports, load::level, engine);
            List<Integer> sendTo = IntStream.range(0, plan.legs())
                    .mapToObj(leg -> calls.begin().orElseThrow())
                    .toList();
            Instant begunAt = clock.instant();
            tally.begin(begunAt);
            try (GeneratorProcess generator = GeneratorProcess.start(sendTo, plan.seed(), hop())) {
                OverloadCourse course = new OverloadCourse(plan, calls, engine, generator, tally, progress, clock);
                return course.run(begunAt, before, steps);
            }
        }
    }

    private OverloadCalls calls(TapPorts ports, Supplier<LoadLevel> load, ScoringEngine engine) {
        WindowSpec spec = new WindowSpec(open.scorer().model().window(), hop());
        return new OverloadCalls(ports, spec, load, engine::submit, clock);
    }

    private static Duration hop() {
        return SETTINGS.media().hop();
    }

    private TapPorts ports(OverloadPlan plan) {
        int last = plan.firstPort() + plan.legs() + OverloadPlan.LATE_CALLS + LegsBench.SPARE_PORTS;
        return new TapPorts(
                InetAddress.getLoopbackAddress(), new PortRange(plan.firstPort(), last), Duration.ZERO, clock);
    }
}
