package org.undertone.runtime.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.Assessment;
import org.undertone.core.NotScoredReason;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.inference.LoadMeasure;
import org.undertone.inference.ScoringStats;
import org.undertone.inference.ShadowModel;
import org.undertone.inference.model.Scorer;
import org.undertone.ledger.entry.DeliveryCount;
import org.undertone.ledger.journal.AssessmentWriter;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.mediatap.rtp.PortUse;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;
import org.undertone.runtime.load.LoadStatus;

/**
 * What a daemon did so far and how it is now, in figures. It counts events on the daemon's threads and reads everything else
 * when it is asked. Thread-safe.
 */
public final class DaemonMetrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonMetrics.class);
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(150),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2)
    };

    private static final Duration MINUTE_IN_THIRDS = Duration.ofSeconds(20);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final MultiGauge live = MultiGauge.builder("undertone.scorer.info")
            .description("What hears windows at the moment: an accelerator of this machine, or a server")
            .register(registry);
    private final MultiGauge waiting = MultiGauge.builder("undertone.deliveries")
            .description("Messages that wait for a destination, and dead letters")
            .register(registry);
    private final CallMetrics calls = new CallMetrics(registry);
    private final Timer toAssessment = Timer.builder("undertone.assessment")
            .description("From a scored window's last packet until the daemon knew its assessment")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    private final Map<String, TimeWindowMax> heldUp = new ConcurrentHashMap<>();
    /** The registry lets go of what it reads where nobody else holds it. */
    private final List<Object> kept = new ArrayList<>();

    private final List<Runnable> beforeAPage = new ArrayList<>();

    /** Knows the machine it runs on, and nothing else yet. */
    public DaemonMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    /** Counts what a daemon does, and hands it on. */
    public DaemonListener before(DaemonListener next) {
        return new DaemonListener() {
            @Override
            public void event(DaemonEvent event) {
                count(event);
                next.event(event);
            }

            @Override
            public void sound(AudioWindow window) {
                next.sound(window);
            }
        };
    }

    private void count(DaemonEvent event) {
        if (event instanceof DaemonEvent.Assessed assessed) {
            if (assessed.assessment() instanceof Assessment.Scored scored) {
                toAssessment.record(Duration.between(scored.window().lastPacketAt(), assessed.at()));
            }
        } else if (event instanceof DaemonEvent.OnCall call) {
            calls.count(call.event());
        } else if (event instanceof DaemonEvent.Raised raised) {
            counter(
                    "undertone.alerts",
                    "Alerts that rules raised",
                    Tags.of("rule", raised.alert().id().rule()));
        } else if (event instanceof DaemonEvent.Acted acted) {
            counter(
                    "undertone.actions",
                    "Actions of alerts that came to their end",
                    Tags.of("verb", acted.action().verb(), "outcome", acted.done() ? "done" : "not-done"));
        } else if (event instanceof DaemonEvent.LoadStepped load) {
            counter(
                    "undertone.load.steps",
                    "Steps to hearing less, or more",
                    Tags.of(
                            "from",
                            load.step().from().label(),
                            "to",
                            load.step().to().label()));
        }
    }

    private void counter(String name, String description, Tags tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }

    /** Tells which model hears, and where. Before the first page. */
    public void ofScorer(Scorer scorer) {
        Gauge.builder("undertone.model.info", () -> 1)
                .description("The model that windows are heard with")
                .tags("name", scorer.model().name(), "version", scorer.model().version())
                .register(registry);
        beforeAPage.add(() -> live.register(
                List.of(MultiGauge.Row.of(
                        Tags.of("provider", scorer.live().name().toLowerCase(Locale.ROOT)), 1)),
                true));
    }

    /** Tells how many windows a model in the shadow heard, and how many it left out. */
    public void ofShadow(ShadowModel shadow) {
        shadowed("kept", shadow, ShadowModel::kept);
        shadowed("left-out", shadow, ShadowModel::leftOut);
    }

    private void shadowed(String outcome, ShadowModel shadow, ToDoubleFunction<ShadowModel> count) {
        FunctionCounter.builder("undertone.shadow.windows", shadow, count)
                .description("Windows that the first model scored, and what the one in the shadow made of them")
                .tags("model", shadow.model().title(), "outcome", outcome)
                .register(registry);
    }

    /** Tells what became of windows, and how much is heard. */
    public void ofEngine(Supplier<ScoringStats> stats, Supplier<LoadStatus> load) {
        windows("scored", "", stats, ScoringStats::scored);
        windows("no-speech", "", stats, ScoringStats::noSpeech);
        for (NotScoredReason reason : NotScoredReason.values()) {
            windows("not-scored", reason.label(), stats, now -> now.notScored().get(reason));
        }
        windows("not-scored", "hung-up", stats, ScoringStats::dropped);
        gauge("undertone.windows.waiting", "Windows that wait to be scored", stats, ScoringStats::waiting);

        List<LoadLevel> levels = List.of(LoadLevel.values());
        gauge(
                "undertone.load.level",
                "How much is heard: 0 everything, 1 to 3 longer hops, 4 the least important profiles paused, 5 no new taps",
                load,
                now -> levels.indexOf(now.level()));
        measure(
                "undertone.scorer.utilisation",
                "The share of their time that workers worked",
                load,
                m -> m.utilisation());
        measure("undertone.scorer.demand", "The share that they would need for every window", load, m -> m.demand());
        measure("undertone.scorer.waited.seconds", "95 % of windows waited no longer", load, m -> seconds(m.waited()));
        measure(
                "undertone.scorer.late50.seconds",
                "Half of them were assessed by then",
                load,
                m -> seconds(m.late50()));
        measure("undertone.scorer.late99.seconds", "99 % of them were", load, m -> seconds(m.late99()));
    }

    /** Tells what became of assessments that are to be kept. */
    public void ofAssessments(Supplier<AssessmentWriter.Counts> writer) {
        ledger("written", writer, AssessmentWriter.Counts::written);
        ledger("dropped-full", writer, AssessmentWriter.Counts::droppedFull);
        ledger("dropped-refused", writer, AssessmentWriter.Counts::droppedRefused);
        ledger("dropped-closed", writer, AssessmentWriter.Counts::droppedClosed);
    }

    /**
     * Tells what of calls and alerts could not be kept, and what waits to be delivered.
     *
     * @param lost entries that found no room to wait
     * @param deliveries messages by destination and state; what it throws leaves the last figures
     */
    public void ofJournal(Supplier<Long> lost, Supplier<List<DeliveryCount>> deliveries) {
        kept.add(lost);
        FunctionCounter.builder("undertone.ledger.lost", lost, Supplier::get)
                .description("What of calls, alerts and actions found no room to wait for the ledger")
                .register(registry);
        beforeAPage.add(() -> {
            try {
                waiting.register(
                        deliveries.get().stream()
                                .map(count -> MultiGauge.Row.of(
                                        Tags.of(
                                                "destination",
                                                count.destination(),
                                                "state",
                                                count.state().label()),
                                        count.count()))
                                .toList(),
                        true);
            } catch (LedgerException e) {
                LOG.debug("deliveries could not be counted: {}", e.getMessage());
            }
        });
    }

    /** Somebody waited so long for that thread, on which all calls pass. Any thread. */
    public void heldUp(String thread, Duration time) {
        heldUp.computeIfAbsent(thread, this::longest).record(seconds(time));
    }

    private TimeWindowMax longest(String thread) {
        TimeWindowMax longest = new TimeWindowMax(Clock.SYSTEM, MINUTE_IN_THIRDS.toMillis(), 3);
        Gauge.builder("undertone.thread.held.up.seconds", longest::poll)
                .description(
                        "The longest that anything waited, in the last minute, for a thread that nobody may hold up")
                .tags("thread", thread)
                .register(registry);
        return longest;
    }

    /** Tells how the tap ports are used. */
    public void ofPorts(Supplier<PortUse> use) {
        ports("in-use", use, PortUse::inUse);
        ports("resting", use, PortUse::resting);
        ports("foreign", use, PortUse::foreign);
        ports("free", use, now -> now.total() - now.inUse() - now.resting() - now.foreign());
    }

    private void windows(
            String outcome, String reason, Supplier<ScoringStats> stats, ToDoubleFunction<ScoringStats> count) {
        kept.add(stats);
        FunctionCounter.builder("undertone.windows", stats, now -> count.applyAsDouble(now.get()))
                .description("What became of windows, and why one was not scored")
                .tags("outcome", outcome, "reason", reason)
                .register(registry);
    }

    private void measure(
            String name, String description, Supplier<LoadStatus> load, ToDoubleFunction<LoadMeasure> figure) {
        gauge(name, description + ", in the last second", load, now -> figure.applyAsDouble(now.measure()));
    }

    private void ledger(
            String outcome, Supplier<AssessmentWriter.Counts> writer, ToDoubleFunction<AssessmentWriter.Counts> count) {
        kept.add(writer);
        FunctionCounter.builder("undertone.ledger.assessments", writer, now -> count.applyAsDouble(now.get()))
                .description("What became of assessments that are to be kept")
                .tags("outcome", outcome)
                .register(registry);
    }

    private void ports(String state, Supplier<PortUse> use, ToDoubleFunction<PortUse> count) {
        Gauge.builder("undertone.tap.ports", () -> count.applyAsDouble(use.get()))
                .description("How the range of tap ports is used")
                .tags("state", state)
                .register(registry);
    }

    private <T> void gauge(String name, String description, Supplier<T> source, ToDoubleFunction<T> figure) {
        Gauge.builder(name, () -> figure.applyAsDouble(source.get()))
                .description(description)
                .register(registry);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** All of it, in Prometheus' text format. */
    public synchronized String page() {
        beforeAPage.forEach(Runnable::run);
        return registry.scrape();
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
