package org.undertone.runtime;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.AriBridge;
import org.undertone.config.MediaSettings;
import org.undertone.config.ModelSettings;
import org.undertone.config.Settings;
import org.undertone.core.Assessment;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadStep;
import org.undertone.inference.Assessor;
import org.undertone.inference.ScoringEngine;
import org.undertone.inference.ShadowModel;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.remote.Scorers;
import org.undertone.inference.speech.SileroVad;
import org.undertone.ledger.journal.Journal;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.rules.RuleEngine;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;
import org.undertone.runtime.load.LoadBoard;
import org.undertone.runtime.load.LoadGovernor;
import org.undertone.runtime.load.LoadStatus;
import org.undertone.runtime.metrics.DaemonMetrics;
import org.undertone.runtime.metrics.MetricsServer;

/**
 * Undertone at work, beside one PBX: the parts of the house, joined. Sound goes from the bridge's taps to the engine, its
 * assessments to the desk, the desk's alerts to the actions. How much is heard is the load governor's to say.
 */
public final class Daemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final StartTimes times = new StartTimes(System::nanoTime);
    private String summary = "";
    private String life = "";
    private final LoadBoard load;

    private Daemon(InstantSource clock) {
        this.load = new LoadBoard(clock);
    }

    /**
     * Starts it; when this returns, calls are heard. Waits for a PBX that is away as long as that takes.
     *
     * @throws org.undertone.core.fault.UndertoneException of one of the modules, in words for the admin; nothing is left behind then
     */
    public static Daemon start(Settings settings, DaemonListener listener, InstantSource clock) {
        Daemon daemon = new Daemon(clock);
        try {
            AriBridge bridge = daemon.wire(settings, listener, clock);
            daemon.times.of("PBX", bridge::start);
            return daemon;
        } catch (RuntimeException | Error e) {
            daemon.close();
            throw e;
        }
    }

    /** Does all of a start but for what needs the PBX, and ends. Throws what {@link #start} throws. */
    public static void rehearse(Settings settings, InstantSource clock) {
        try (Daemon daemon = new Daemon(clock)) {
            daemon.wire(settings, event -> {}, clock);
        }
    }

    /** The picture of the house: who hands what to whom. */
    private AriBridge wire(Settings settings, DaemonListener outer, InstantSource clock) {
        Optional<DaemonMetrics> metrics = settings.metrics().map(on -> part(new DaemonMetrics()));
        DaemonListener listener = metrics.map(counts -> counts.before(outer)).orElse(outer);
        OpenedParts opened = open(settings, clock);
        Journal journal = opened.ledger().journal();
        DeskInbox inbox = new DeskInbox();
        Optional<ShadowModel> shadow =
                opened.shadow().map(model -> part(new ShadowModel(model, () -> hasRoom(settings), journal::shadow)));
        Scorer heard = shadow.map(beside -> beside.beside(opened.scorer())).orElse(opened.scorer());
        ScoringEngine engine = part(engine(settings, heard, opened.vad(), inbox::put, clock));
        part(LoadGovernor.start(settings, engine::load, load, step -> tell(step, listener, journal), clock));
        Consumer<AudioWindow> sound = window -> {
            listener.sound(window);
            engine.submit(window);
        };
        AriBridge bridge = new AriBridge(settings, opened.ports(), load::level, sound, inbox::put, clock);
        ActionRunner actions = part(new ActionRunner(bridge.actions(), journal, listener, clock));
        RuleEngine rules = new RuleEngine(opened.rules().set(), clock);
        part(inbox).open(new CallDesk(rules, journal, actions, engine::forget, listener, clock));
        part(ThreadWatch.start(
                threads(opened.ports(), bridge, inbox),
                (thread, time) -> metrics.ifPresent(counts -> counts.heldUp(thread, time))));
        metrics.ifPresent(counts -> count(counts, opened, engine, shadow));
        settings.metrics().ifPresent(on -> part(MetricsServer.start(on, metrics.orElseThrow()::page)));
        part(RuleFileWatch.start(
                settings.rules(), opened.rules().file(), opened.rules().context(), inbox::put));
        life = bridge.life();
        summary = opened.summary();
        return part(bridge);
    }

    /** What takes longest goes beside the rest. */
    private OpenedParts open(Settings settings, InstantSource clock) {
        Opening<LedgerAtWork> ledger = opening("ledger", () -> LedgerAtWork.open(settings, clock));
        ModelFolder model =
                times.of("model folder", () -> ModelFolder.load(settings.model().folder()));
        Opening<Scorer> opening = opening("model", () -> Scorers.open(settings.model(), model, clock));
        Optional<Opening<Scorer>> second =
                settings.model().shadow().map(folder -> opening("shadow", () -> Shadow.open(folder, clock)));
        OpenedParts.Rules rules = times.of("rules", () -> OpenedParts.Rules.read(settings, model));
        rules.set().warnings().forEach(warning -> LOG.warn("{}", warning));
        SileroVad vad = part(times.of("speech detector", SileroVad::open));
        LedgerAtWork kept = ledger.get();
        Scorer scorer = opening.get();
        TapPorts ports = part(ports(settings.media(), clock));
        if (settings.media().transport() == MediaSettings.Transport.RTP) {
            // Where sound comes by websocket a wrong range does no harm, or not yet.
            ports.requireAFreePort();
        }
        return new OpenedParts(kept, scorer, second.map(Opening::get), vad, rules, ports);
    }

    private static void tell(LoadStep step, DaemonListener listener, Journal journal) {
        listener.event(new DaemonEvent.LoadStepped(step, step.at()));
        journal.loadStep(step);
    }

    private void count(DaemonMetrics counts, OpenedParts opened, ScoringEngine engine, Optional<ShadowModel> shadow) {
        counts.ofScorer(opened.scorer());
        shadow.ifPresent(counts::ofShadow);
        counts.ofEngine(engine::stats, load::status);
        counts.ofAssessments(opened.ledger().journal()::counts);
        counts.ofJournal(opened.ledger().journal()::lost, opened.ledger()::deliveries);
        counts.ofPorts(opened.ports()::use);
    }

    /** What it works with, in a few words. */
    public String summary() {
        return summary;
    }

    /** How long each part of the start took. */
    public StartTimes times() {
        return times;
    }

    /** How the ids of all begin that it makes on the PBX. */
    public String life() {
        return life;
    }

    /** How much is heard now, and why. Any thread. */
    public LoadStatus load() {
        return load.status();
    }

    private boolean hasRoom(Settings settings) {
        return Shadow.hasRoom(load.status(), settings.load().utilisation());
    }

    private <T extends AutoCloseable> Opening<T> opening(String name, Supplier<T> open) {
        return part(Opening.begin(name, () -> times.of(name, open)));
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    /** Those that nobody may hold up. */
    private static Map<String, Executor> threads(TapPorts ports, AriBridge bridge, DeskInbox inbox) {
        Map<String, Executor> threads = new LinkedHashMap<>(bridge.threads());
        threads.put("undertone-media-1", ports.mediaThread());
        threads.put("undertone-desk", inbox::put);
        return threads;
    }

    private static TapPorts ports(MediaSettings media, InstantSource clock) {
        return new TapPorts(media.address(), new PortRange(media.firstPort(), media.lastPort()), media.rest(), clock);
    }

    private static ScoringEngine engine(
            Settings settings, Scorer scorer, SileroVad vad, Consumer<Assessment> results, InstantSource clock) {
        ModelSettings model = settings.model();
        Assessor assessor = Assessor.of(scorer, vad, model.hearing(), settings.track());
        return new ScoringEngine(
                assessor, scorer.atOnce(model.workers()), settings.load().deadline(), clock, results);
    }

    /** Ends all taps, removes everything of ours from the PBX, and keeps what is still to be kept. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close well: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
