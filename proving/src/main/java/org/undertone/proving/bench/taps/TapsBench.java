package org.undertone.proving.bench.taps;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.undertone.aribridge.AriBridge;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.CallEvent.TapClosed;
import org.undertone.core.event.CallEvent.TapOpened;
import org.undertone.core.event.LoadLevel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.proving.bench.measure.BenchException;
import org.undertone.proving.bench.measure.BenchPause;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.MachineLoad;
import org.undertone.proving.bench.taps.TapsTurn.Way;

/** Hears the same calls of a private Asterisk by each way in turns, without judging them: what does a tap cost? */
final class TapsBench {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(100);
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int FIRST_PORT = 42_000;
    private static final long SEED = 20_261_130;

    private final TapsPlan plan;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Random seeds = new Random(SEED);

    TapsBench(TapsPlan plan, InstantSource clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    TapsRun run() {
        List<TapsTurn> turns = new ArrayList<>();
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            call(lab);
            progress.accept("warming up");
            var unused = List.of(turn(lab, Way.RTP), turn(lab, Way.WEBSOCKET));
            List<Way> order = order();
            for (Way way : order) {
                progress.accept((turns.size() + 1) + " of " + order.size() + ": " + way.label());
                turns.add(turn(lab, way));
            }
            lab.reset();
        }
        return new TapsRun(plan, turns);
    }

    /** So that a busy moment hurts all alike. */
    private List<Way> order() {
        List<Way> order = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            order.addAll(List.of(Way.NOT_HEARD, Way.RTP, Way.WEBSOCKET, Way.WEBSOCKET, Way.RTP));
            order.addAll(List.of(Way.POOR_RTP, Way.POOR_WEBSOCKET));
        }
        return order;
    }

    private void call(Lab lab) {
        for (int call = 0; call < plan.calls(); call++) {
            Script script = Script.silent();
            Duration all = plan.time()
                    .plus(plan.settles())
                    .plusSeconds(3)
                    .multipliedBy(order().size())
                    .plus(PATIENCE.multipliedBy(2));
            for (Duration said = Duration.ZERO; said.compareTo(all) < 0; said = said.plusSeconds(10)) {
                script = script.play("speech-" + said, lab.speech(Speech.CUSTOMER_ANGRY));
            }
            var unused = lab.phones().customer().call("601", script);
            BenchPause.pause(BETWEEN_CALLS);
        }
        lab.awaitConversations(plan.calls(), PATIENCE);
    }

    private TapsTurn turn(Lab lab, Way way) {
        if (way == Way.NOT_HEARD) {
            BenchPause.pause(plan.settles());
            CpuTimes cpu = CpuTimes.now();
            MachineLoad machine = MachineLoad.now();
            Duration pbx = lab.pbx().cpuTime();
            BenchPause.pause(plan.time());
            long pbxNanos = lab.pbx().cpuTime().minus(pbx).toNanos();
            double busy = MachineLoad.now().busySince(machine);
            return new TapsTurn(
                    way,
                    plan.time(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    CpuTimes.now().since(cpu),
                    pbxNanos,
                    busy,
                    0,
                    0);
        }
        InetAddress here = InetAddress.getLoopbackAddress();
        Supplier<PoorLine> lines = () -> new PoorLine(new Random(seeds.nextLong()), plan.jitter(), plan.loss());
        int lastPort = FIRST_PORT + 2 * plan.calls();
        if (way == Way.POOR_RTP) {
            try (PoorDatagrams line = new PoorDatagrams(lab.spareAddress(), here, FIRST_PORT, lastPort, lines)) {
                return heard(lab, way, lab.pbx().httpUri(), line.address());
            }
        }
        if (way == Way.POOR_WEBSOCKET) {
            try (PoorConnections line =
                    new PoorConnections(lab.spareAddress(), lab.pbx().httpUri(), lines)) {
                return heard(lab, way, line.uri(), here.getHostAddress());
            }
        }
        return heard(lab, way, lab.pbx().httpUri(), here.getHostAddress());
    }

    private TapsTurn heard(Lab lab, Way way, URI pbx, String advertise) {
        Settings settings = settings(lab, way, pbx, advertise);
        Heard heard = new Heard();
        TapPorts ports = new TapPorts(
                settings.media().address(),
                new PortRange(settings.media().firstPort(), settings.media().lastPort()),
                Duration.ZERO,
                clock);
        try (ports;
                AriBridge bridge =
                        new AriBridge(settings, ports, () -> LoadLevel.FULL, heard::window, heard::event, clock)) {
            bridge.start();
            awaitTaps(heard);
            BenchPause.pause(plan.settles());
            CpuTimes cpu = CpuTimes.now();
            MachineLoad machine = MachineLoad.now();
            Duration pbxBefore = lab.pbx().cpuTime();
            heard.measuring = true;
            BenchPause.pause(plan.time());
            heard.measuring = false;
            heard.cpu = CpuTimes.now().since(cpu);
            heard.busy = MachineLoad.now().busySince(machine);
            heard.pbxNanos = lab.pbx().cpuTime().minus(pbxBefore).toNanos();
        }
        return heard.turn(way);
    }

    private void awaitTaps(Heard heard) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (heard.all(TapOpened.class).count() < plan.calls()) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchException("of " + plan.calls() + " calls only "
                        + heard.all(TapOpened.class).count() + " were heard within " + PATIENCE.toSeconds() + " s: "
                        + heard.all(CallEvent.NotTapped.class)
                                .map(CallEvent.NotTapped::reason)
                                .distinct()
                                .toList());
            }
            BenchPause.pause(STEP);
        }
    }

    private Settings settings(Lab lab, Way way, URI pbx, String advertise) {
        String yaml = String.format(
                Locale.ROOT,
                """
                asterisk: {url: '%s', user: '%s', password: '%s', app: undertone-bench}
                media: {transport: %s, window: 1s, address: 127.0.0.1, advertise: '%s', ports: %d-%d, rest: 0s}
                model: {folder: none}
                profiles: [{name: support, dids: ['601']}]
                """,
                pbx,
                lab.pbx().ariUser(),
                lab.pbx().ariPassword(),
                way.transport(),
                advertise,
                FIRST_PORT,
                FIRST_PORT + 2 * plan.calls());
        return new SettingsLoader(Map.of()).parse("the benchmark's settings", yaml, Path.of("."));
    }

    /** What came of one turn. */
    private final class Heard {

        private final List<CallEvent> events = new CopyOnWriteArrayList<>();
        /** The media thread's, until the turn is over. */
        private final Map<LegId, List<Long>> arrivals = new HashMap<>();

        private final List<Double> missing = new ArrayList<>();
        private volatile boolean measuring;
        private CpuTimes cpu = CpuTimes.now();
        private long pbxNanos;
        private double busy;

        void event(CallEvent event) {
            events.add(event);
        }

        void window(AudioWindow window) {
            if (measuring) {
                arrivals.computeIfAbsent(window.ref().leg(), leg -> new ArrayList<>())
                        .add(window.ref().lastPacketAt().toEpochMilli()
                                - window.ref().to().toMillis());
                missing.add(window.missingShare());
            }
        }

        <T extends CallEvent> Stream<T> all(Class<T> type) {
            return events.stream().filter(type::isInstance).map(type::cast);
        }

        /** The quickest windows of the beginning beside those of the end. */
        private double behind(List<Long> leg) {
            int half = leg.size() / 2;
            return Collections.min(leg.subList(half, leg.size())) - Collections.min(leg.subList(0, Math.max(1, half)));
        }

        TapsTurn turn(Way way) {
            List<Double> late = arrivals.values().stream()
                    .flatMap(leg -> {
                        long quickest =
                                leg.stream().mapToLong(Long::longValue).min().orElseThrow();
                        return leg.stream().map(at -> (double) (at - quickest));
                    })
                    .toList();
            return new TapsTurn(
                    way,
                    plan.time(),
                    all(TapOpened.class).map(tap -> tap.setUp().toNanos() / 1e6).toList(),
                    late,
                    missing,
                    arrivals.values().stream().map(this::behind).toList(),
                    cpu,
                    pbxNanos,
                    busy,
                    all(TapClosed.class).mapToLong(tap -> tap.stats().packets()).sum(),
                    all(TapClosed.class).mapToLong(tap -> tap.stats().stalls()).sum());
        }
    }
}
