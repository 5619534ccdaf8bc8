package org.undertone.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Emotion;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;

/**
 * One leg of a call, whose sound is told in virtual audio time: {@code angryFor(3, SECONDS)}. Windows last 3 s, and a new
 * one ends every 0.5 s. Here the engine recognises an emotion as soon as the newest half second of a window holds it.
 */
final class Voice {

    static final Duration WINDOW = Duration.ofSeconds(3);
    static final Duration HOP = Duration.ofMillis(500);
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final RuleEngine engine;
    private final CallFacts facts;
    private final LegId leg;
    private final List<Alert> alerts = new ArrayList<>();
    private final List<AlertEnd> ends = new ArrayList<>();
    private final List<Assessment> told = new ArrayList<>();
    private Duration end = WINDOW.minus(HOP);
    private Instant zero = START;

    private Voice(RuleEngine engine, CallFacts facts, LegId leg) {
        this.engine = engine;
        this.facts = facts;
        this.leg = leg;
    }

    static RuleEngine engine(String yaml) {
        return new RuleEngine(RuleSet.parse("test", yaml, Set.of()), InstantSource.fixed(START));
    }

    static CallFacts call(String id) {
        CallId call = new CallId(id);
        return new CallFacts(
                call,
                "support",
                "support-queue",
                "4420",
                "PJSIP/7001",
                START,
                List.of(
                        new Leg(new LegId(call, "in"), "PJSIP/trunk-1", Role.CUSTOMER),
                        new Leg(new LegId(call, "out"), "PJSIP/7001-2", Role.AGENT)));
    }

    static Voice customer(RuleEngine engine, CallFacts facts) {
        return new Voice(engine, facts, facts.legs().get(0).id());
    }

    static Voice agent(RuleEngine engine, CallFacts facts) {
        return new Voice(engine, facts, facts.legs().get(1).id());
    }

    static Voice stranger(RuleEngine engine, CallFacts facts) {
        return new Voice(engine, facts, new LegId(facts.call(), "unheard-of"));
    }

    Voice angryFor(double amount, ChronoUnit unit) {
        return hops(amount, unit, window -> scored(window, 0.9));
    }

    Voice calmFor(double amount, ChronoUnit unit) {
        return hops(amount, unit, window -> scored(window, 0.05));
    }

    Voice silentFor(double amount, ChronoUnit unit) {
        return hops(amount, unit, window -> new Assessment.NoSpeech(window, 0.0, -60));
    }

    Voice notScoredFor(double amount, ChronoUnit unit) {
        return hops(amount, unit, window -> new Assessment.NotScored(window, NotScoredReason.OVERLOAD));
    }

    /** Time passes in which nothing at all is told of this leg. */
    Voice unheardFor(double amount, ChronoUnit unit) {
        end = end.plus(length(amount, unit));
        return this;
    }

    /** Its tap ended and a new one stands: audio time starts at zero. */
    Voice tappedAgain() {
        zero = zero.plus(end);
        end = WINDOW.minus(HOP);
        return this;
    }

    /** An older assessment arrives late. */
    Voice repeat(int backwards) {
        take(engine.on(told.get(told.size() - 1 - backwards), facts));
        return this;
    }

    /** What fired so far. */
    List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    /** What ended so far. */
    List<AlertEnd> ends() {
        return List.copyOf(ends);
    }

    private void take(Changes changes) {
        alerts.addAll(changes.fired());
        ends.addAll(changes.ended());
    }

    /** Audio time at the end of the newest window. */
    Duration now() {
        return end;
    }

    static Assessment.Scored scored(WindowRef window, double angry) {
        double rest = 1 - angry;
        Probabilities heard = Probabilities.of(angry, 0, 0, 0, rest, 0, 0, 0, 0);
        return new Assessment.Scored(
                window, heard, Track.of(heard, heard.top(), 0.2), 0.8, -25, Quality.undoubted(), Optional.empty());
    }

    static Assessment.Scored mixed(WindowRef window, double angry, double fearful, double rate) {
        Probabilities heard = Probabilities.of(angry, 0, fearful, 0, 1 - angry - fearful, 0, 0, 0, 0);
        return new Assessment.Scored(
                window,
                heard,
                new Track(
                        heard,
                        heard.top(),
                        List.of(new Track.Share(Emotion.ANGRY, angry), new Track.Share(Emotion.FEARFUL, fearful))),
                0.8,
                -25,
                Quality.undoubted(),
                Optional.of(new SpeechRate(rate, rate)));
    }

    private Voice hops(double amount, ChronoUnit unit, Function<WindowRef, Assessment> heard) {
        for (long hop = length(amount, unit).dividedBy(HOP); hop > 0; hop--) {
            end = end.plus(HOP);
            told.add(heard.apply(new WindowRef(leg, end.minus(WINDOW), end, zero.plus(end))));
            take(engine.on(told.get(told.size() - 1), facts));
        }
        return this;
    }

    private static Duration length(double amount, ChronoUnit unit) {
        return Duration.ofMillis(Math.round(amount * unit.getDuration().toMillis()));
    }
}
