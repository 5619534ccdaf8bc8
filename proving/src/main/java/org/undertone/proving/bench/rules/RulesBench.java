package org.undertone.proving.bench.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.proving.bench.measure.Memory;
import org.undertone.rules.RuleEngine;
import org.undertone.rules.RuleSet;

/** What the rules cost: many calls, each assessed twice a second, against rules with functions over time. */
final class RulesBench {

    private static final Duration HOP = Duration.ofMillis(500);
    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final int A_SECOND = 2;
    private static final int SOUNDS = 512;
    private static final Instant START = Instant.EPOCH;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Conditions as admins write them; a rule has one of them with thresholds of its own. */
    private static final List<String> CONDITIONS = List.of(
            "avg(p.angry, '%ds') >= 0.%d && quality >= 0.5",
            "rising(p.angry, '%ds') > 0.%d && top == 'angry'",
            "count(p.angry >= 0.6, '%ds') >= 3 && p.angry > 0.%d",
            "changed(top, 'neutral', 'angry', '%ds') && max(p.fearful, '30s') > 0.%d",
            "max(p.angry + p.fearful, '%ds') - min(p.angry + p.fearful, '60s') > 0.%d && words_per_minute > 180");

    private final int warmUp;
    private final int steps;
    private final List<Assessment.Scored> sounds = sounds();

    /**
     * With so much audio time.
     *
     * @param warmUp of each call before it is timed, in seconds; series fill meanwhile
     * @param timed of each call, in seconds
     */
    RulesBench(int warmUp, int timed) {
        this.warmUp = warmUp * A_SECOND;
        this.steps = timed * A_SECOND;
    }

    /**
     * What one setting came to.
     *
     * @param micros processor time of one assessment against all rules
     * @param share of one core, with all calls assessed twice a second
     * @param bytes of heap a call
     * @param alerts that fired meanwhile
     */
    record Run(int calls, int rules, double micros, double share, double bytes, long alerts) {}

    Run run(int calls, int rules) {
        RuleSet set = RuleSet.parse("bench", rules(rules), Set.copyOf(Emotion.all()));
        List<CallFacts> facts =
                IntStream.range(0, calls).mapToObj(RulesBench::call).toList();
        double before = Memory.now().heap();
        RuleEngine engine = new RuleEngine(set, InstantSource.fixed(START));
        long alerts = 0;
        long cpu = 0;
        for (int step = 0; step < warmUp + steps; step++) {
            List<Assessment> said = said(facts, step);
            long from = THREADS.getCurrentThreadCpuTime();
            for (int call = 0; call < calls; call++) {
                alerts += engine.on(said.get(call), facts.get(call)).fired().size();
            }
            cpu += step < warmUp ? 0 : THREADS.getCurrentThreadCpuTime() - from;
        }
        double bytes = (Memory.now().heap() - before) / calls;
        double micros = cpu / 1e3 / ((double) steps * calls);
        // What is asked last keeps the engine alive until its memory was measured.
        facts.forEach(each -> engine.callEnded(each.call()));
        return new Run(calls, rules, micros, micros * calls * A_SECOND / 1e6, Math.max(0, bytes), alerts);
    }

    static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String condition = String.format(
                            Locale.ROOT,
                            CONDITIONS.get(i % CONDITIONS.size()),
                            10 + 10 * (i / CONDITIONS.size()),
                            55 + i % 40);
                    return String.format(Locale.ROOT, """
                              - alert: rule-%d
                                expr: "%s"
                                for: 2s
                                cooldown: 60s
                                actions: [{mark: "{{ heard }}"}]
                            """, i, condition);
                })
                .collect(Collectors.joining("", "rules:\n", ""));
    }

    private static CallFacts call(int number) {
        CallId id = new CallId("call-" + number);
        LegId leg = new LegId(id, "leg-" + number);
        return new CallFacts(
                id, "support", "support", "", "", START, List.of(new Leg(leg, "PJSIP/trunk", Role.CUSTOMER)));
    }

    private List<Assessment> said(List<CallFacts> facts, int step) {
        Duration end = WINDOW.plus(HOP.multipliedBy(step));
        List<Assessment> said = new ArrayList<>(facts.size());
        for (int call = 0; call < facts.size(); call++) {
            Assessment.Scored sound = sounds.get((step + 7 * call) % SOUNDS);
            LegId leg = facts.get(call).legs().get(0).id();
            said.add(new Assessment.Scored(
                    new WindowRef(leg, end.minus(WINDOW), end, START.plus(end)),
                    sound.probabilities(),
                    sound.track(),
                    sound.speechRatio(),
                    sound.levelDbfs(),
                    sound.quality(),
                    sound.rate()));
        }
        return said;
    }

    /** Voices that wander between calm and angry, the same in every run. */
    private static List<Assessment.Scored> sounds() {
        Random random = new Random(6);
        LegId leg = new LegId(new CallId("sound"), "sound");
        WindowRef window = new WindowRef(leg, Duration.ZERO, WINDOW, START);
        List<Assessment.Scored> sounds = new ArrayList<>();
        double angry = 0.2;
        for (int i = 0; i < SOUNDS; i++) {
            angry = Math.min(0.9, Math.max(0, angry + 0.3 * (random.nextDouble() - 0.5)));
            double fearful = Math.min(1 - angry, 0.3 * random.nextDouble());
            Probabilities heard = Probabilities.of(angry, 0, fearful, 0, 1 - angry - fearful, 0, 0, 0, 0);
            double rate = 150 + 200 * random.nextDouble();
            sounds.add(new Assessment.Scored(
                    window,
                    heard,
                    Track.of(heard, heard.top(), 0.2),
                    0.8,
                    -25,
                    Quality.undoubted(),
                    Optional.of(new SpeechRate(rate, rate))));
        }
        return sounds;
    }
}
