package org.undertone.evaluation.tune;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.OwnVoice;
import org.undertone.core.Role;
import org.undertone.core.WindowRef;
import org.undertone.inference.OwnBaseline;
import org.undertone.ledger.entry.HeardCall;
import org.undertone.ledger.entry.TapRecord;

/**
 * A call as the rules heard it, made again of what the ledger keeps: how a voice sounds beside its beginning follows from its
 * windows, and how often the customer was put on hold from the pauses. Which group of customers it was and the channel's
 * variables are not kept.
 *
 * @param call which call
 * @param profile the profile that chose it
 * @param heard what was heard, in the order in which it arrived, with what was known of the call by then
 */
public record KeptCall(CallId call, String profile, List<Heard> heard) {

    public KeptCall {
        heard = List.copyOf(heard);
    }

    /**
     * Whose voice is heard by which tap: one that is opened anew learns anew how it speaks.
     *
     * @param leg whose
     * @param tap the leg's how manieth
     */
    public record Voice(LegId leg, int tap) {}

    /**
     * An assessment.
     *
     * @param assessment what was heard
     * @param facts what was known of its call
     * @param voice of which voice
     */
    public record Heard(Assessment assessment, CallFacts facts, Voice voice) {

        /** Heard otherwise. */
        public Heard with(Assessment other) {
            return new Heard(other, facts, voice);
        }

        Role role() {
            return facts.roleOf(assessment.window().leg());
        }
    }

    /** Makes the call again of what the ledger keeps of it. */
    public static KeptCall of(HeardCall kept) {
        List<Leg> legs = legs(kept.taps());
        List<Instant> holds = KeptHolds.of(kept.pauses(), kept.taps(), customers(legs));
        Map<Voice, OwnBaseline> baselines = new HashMap<>();
        List<Heard> heard = new ArrayList<>();
        for (Assessment assessment : kept.assessments()) {
            WindowRef window = assessment.window();
            Voice voice = new Voice(window.leg(), tap(kept.taps(), window));
            OwnBaseline baseline = baselines.computeIfAbsent(voice, anew -> new OwnBaseline());
            heard.add(new Heard(beside(baseline, assessment), facts(kept, legs, holds, window.lastPacketAt()), voice));
        }
        return new KeptCall(kept.call().call(), kept.call().profile(), heard);
    }

    private static Assessment beside(OwnBaseline baseline, Assessment assessment) {
        if (assessment instanceof Assessment.NoSpeech) {
            baseline.quiet(assessment.window());
        }
        if (!(assessment instanceof Assessment.Scored scored)) {
            return assessment;
        }
        OwnVoice own = baseline.hear(
                scored.window(), scored.probabilities(), scored.track().smoothed(), scored.speechRatio());
        return scored.judged(scored.probabilities(), scored.track().with(own));
    }

    private static int tap(List<TapRecord> taps, WindowRef window) {
        return (int) taps.stream()
                .filter(tap -> tap.leg().equals(window.leg()) && !tap.from().isAfter(window.lastPacketAt()))
                .count();
    }

    /** The newest tap tells whose leg it was. */
    private static List<Leg> legs(List<TapRecord> taps) {
        Map<LegId, Leg> legs = new HashMap<>();
        taps.forEach(tap -> legs.put(tap.leg(), new Leg(tap.leg(), tap.leg().channelId(), tap.role())));
        return List.copyOf(legs.values());
    }

    private static Set<LegId> customers(List<Leg> legs) {
        return legs.stream()
                .filter(leg -> leg.role() == Role.CUSTOMER)
                .map(Leg::id)
                .collect(Collectors.toSet());
    }

    private static CallFacts facts(HeardCall kept, List<Leg> legs, List<Instant> holds, Instant at) {
        return new CallFacts(
                kept.call().call(),
                kept.call().profile(),
                kept.call().queue(),
                kept.call().did(),
                kept.call().agent(),
                kept.call().startedAt(),
                legs,
                "",
                (int) holds.stream().filter(hold -> !hold.isAfter(at)).count(),
                Map.of());
    }

    /** How long the windows with speech of such legs are together, what they share counted once. */
    Duration speech(Predicate<Role> whose) {
        Map<LegId, Duration> until = new HashMap<>();
        Duration speech = Duration.ZERO;
        for (Heard each : heard) {
            if (each.assessment() instanceof Assessment.Scored scored && whose.test(each.role())) {
                WindowRef window = scored.window();
                Duration before = until.getOrDefault(window.leg(), Duration.ZERO);
                // Audio time begins anew with each tap.
                Duration known = before.compareTo(window.to()) < 0 ? before : Duration.ZERO;
                speech = speech.plus(window.to()).minus(window.from().compareTo(known) > 0 ? window.from() : known);
                until.put(window.leg(), window.to());
            }
        }
        return speech;
    }
}
