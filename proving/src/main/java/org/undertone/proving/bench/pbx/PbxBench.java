package org.undertone.proving.bench.pbx;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.CallEvent.NotTapped;
import org.undertone.core.event.CallEvent.TapClosed;
import org.undertone.core.event.CallEvent.TapOpened;
import org.undertone.core.event.StreamStats;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.proving.bench.measure.BenchException;
import org.undertone.proving.bench.measure.BenchPause;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.MachineLoad;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.measure.Tally;
import org.undertone.runtime.Daemon;
import org.undertone.runtime.event.DaemonEvent;

/** Places calls through a private Asterisk, with the whole daemon beside it. */
final class PbxBench {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);
    private static final Duration STEP = Duration.ofMillis(50);
    /** Longer than a window. */
    private static final Duration SETTLES = Duration.ofSeconds(4);
    /** About as long as the customer's speech before it. */
    private static final Duration LISTENS = Duration.ofSeconds(13);

    private final Path model;
    private final Optional<Path> rules;
    private final InstantSource clock;
    private final FirstActions actions;
    private final List<CallEvent> told = new CopyOnWriteArrayList<>();

    /**
     * Makes one.
     *
     * @param rules a rule file; rules that fire often if none is given
     */
    PbxBench(Path model, Optional<Path> rules, InstantSource clock) {
        this.model = model;
        this.rules = rules;
        this.clock = clock;
        this.actions = new FirstActions(clock);
    }

    /**
     * Measures that many calls at the same time, from when all of them have been heard for a while.
     *
     * @param folder for the ledger; empty
     */
    PbxRun run(int calls, Duration time, Path folder) {
        Tally tally = new Tally(clock);
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            Measured measured;
            try (Daemon daemon = Daemon.start(settings(lab.pbx(), folder), event -> take(event, tally), clock)) {
                for (int call = 0; call < calls; call++) {
                    var unused = lab.phones().customer().call("601", customer(lab, call, time));
                    BenchPause.pause(BETWEEN_CALLS);
                }
                awaitTaps(calls, daemon);
                BenchPause.pause(SETTLES);
                measured = measured(tally, time);
                lab.reset();
            }
            return new PbxRun(
                    calls,
                    time,
                    measured.cpu(),
                    measured.busy(),
                    tally.counts(),
                    actions.millis(),
                    new Spread(all(TapOpened.class).stream()
                            .map(tap -> tap.setUp().toNanos() / 1e6)
                            .toList()),
                    all(NotTapped.class).stream()
                            .collect(Collectors.groupingBy(NotTapped::reason, TreeMap::new, Collectors.counting())),
                    sum(StreamStats::packets),
                    sum(StreamStats::lost));
        }
    }

    private void take(DaemonEvent event, Tally tally) {
        if (event instanceof DaemonEvent.OnCall call) {
            told.add(call.event());
        } else if (event instanceof DaemonEvent.Assessed assessed) {
            tally.add(assessed.assessment());
        } else if (event instanceof DaemonEvent.Acted acted) {
            actions.add(acted);
        }
    }

    /** Speaks and listens in turns until the measuring is over; every second one is angry. */
    private static Script customer(Lab lab, int call, Duration time) {
        Speech speech = call % 2 == 0 ? Speech.CUSTOMER_CALM : Speech.CUSTOMER_ANGRY;
        Script script = Script.silent();
        long turns = 2 + time.plus(PATIENCE).dividedBy(LISTENS) / 2;
        for (int turn = 0; turn < turns; turn++) {
            script = script.play("turn-" + turn, lab.speech(speech)).pause(LISTENS);
        }
        return script;
    }

    private void awaitTaps(int calls, Daemon daemon) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all(TapOpened.class).size() < calls) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchException(
                        "of " + calls + " calls only " + all(TapOpened.class).size()
                                + " were heard within " + PATIENCE.toSeconds() + " s (" + daemon.summary()
                                + "); this machine is too busy for so many: try fewer --calls");
            }
            BenchPause.pause(STEP);
        }
    }

    private record Measured(CpuTimes cpu, double busy) {}

    private Measured measured(Tally tally, Duration time) {
        CpuTimes cpu = CpuTimes.now();
        MachineLoad machine = MachineLoad.now();
        tally.begin();
        actions.begin();
        BenchPause.pause(time);
        tally.end();
        actions.end();
        Measured measured =
                new Measured(CpuTimes.now().since(cpu), MachineLoad.now().busySince(machine));
        // What was completed at the end is still being scored.
        BenchPause.pause(Duration.ofSeconds(1));
        return measured;
    }

    private <T extends CallEvent> List<T> all(Class<T> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private long sum(ToLongFunction<StreamStats> figure) {
        return all(TapClosed.class).stream()
                .map(TapClosed::stats)
                .mapToLong(figure)
                .sum();
    }

    private Settings settings(Pbx pbx, Path folder) {
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: undertone-bench}
                model: {folder: '%s', accelerator: cpu}
                rules: '%s'
                profiles: [{name: support, dids: ['601']}]
                """.formatted(
                        pbx.httpUri(),
                        pbx.ariUser(),
                        pbx.ariPassword(),
                        quoted(model),
                        quoted(rules.orElseGet(() -> BenchRules.write(folder))));
        return new SettingsLoader(Map.of()).parse("the benchmark's settings", yaml, folder);
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }
}
