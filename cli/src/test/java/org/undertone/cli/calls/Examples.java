package org.undertone.cli.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Doubt;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Role;
import org.undertone.core.SupervisionMode;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.Outgoing;

/** Calls as the daemon writes them down. */
final class Examples {

    static final CallId CALL = new CallId("pbx-1795324314.0");
    static final LegId CUSTOMER = new LegId(CALL, "pbx-1795324314.0");
    static final LegId AGENT = new LegId(CALL, "pbx-1795324315.1");
    static final CallId STRANGER = new CallId("pbx-1795324390.7");

    /** In each key, and each body, of what is sent: nobody is to be shown them. */
    static final String SECRET = "key-of-a-message-";

    static final String PHONE = "+15005550009";

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    private Examples() {}

    /** A call with all that a call can have. */
    static void full(Ledger ledger) {
        ledger.calls().record(new CallFacts(CALL, "support", "support-queue", "4420", "PJSIP/7001", NOON, List.of()));
        ledger.taps().notTapped(AGENT, "profile support does not hear the agent", at(2));
        ledger.taps().begin(CUSTOMER, Role.CUSTOMER, at(127), Duration.ofMillis(125));
        ledger.assessments().append(windows());
        alert(ledger);
        ledger.taps().pause(CUSTOMER, "hold", at(20_000));
        ledger.taps().resume(CUSTOMER, at(30_000));
        ledger.taps().pause(CUSTOMER, "parked", at(31_000));
        ledger.taps().resume(CUSTOMER, at(42_000));
        ledger.taps().end(CUSTOMER, at(42_000), "hung up");
        ledger.calls().end(CALL, at(42_000));
    }

    /** A call that goes on: tapped just now, and not assessed yet. */
    static CallId goingOn(Ledger ledger) {
        CallId call = new CallId("pbx-1795324330.3");
        ledger.calls().record(new CallFacts(call, "support", "", "4420", "", at(60_000), List.of()));
        ledger.taps().begin(new LegId(call, "pbx-1795324330.3"), Role.CUSTOMER, at(60_100), Duration.ofMillis(98));
        return call;
    }

    /** A call that goes on, of whose parties nobody is heard; why the agent is not is known first. */
    static CallId goingOnUnheard(Ledger ledger) {
        CallId call = new CallId("pbx-1795324340.4");
        ledger.calls().record(new CallFacts(call, "support", "", "4420", "", at(60_000), List.of()));
        ledger.taps()
                .notTapped(new LegId(call, "pbx-1795324340.3"), "profile support does not hear the agent", at(60_100));
        ledger.taps().notTapped(new LegId(call, "pbx-1795324340.4"), "all 1000 ports are in use", at(60_200));
        return call;
    }

    /** Its customer is put on hold. */
    static void hold(Ledger ledger, CallId call) {
        ledger.taps().pause(new LegId(call, call.linkedId()), "hold", at(65_000));
    }

    /** A call of no profile. */
    static void stranger(Ledger ledger) {
        ledger.taps().notTapped(new LegId(STRANGER, "pbx-1795324390.7"), "no profile has queue sales", at(76_000));
        ledger.taps().notTapped(new LegId(STRANGER, "pbx-1795324391.8"), "no profile has queue sales", at(76_500));
    }

    /** Too much to do for a while. */
    static void overload(Ledger ledger) {
        ledger.loads().record(new LoadStep(at(0), LoadLevel.FULL, LoadLevel.HOP_1S, 1.234, Duration.ofMillis(640)));
        ledger.loads()
                .record(new LoadStep(at(5_000), LoadLevel.HOP_1S, LoadLevel.HOP_1500MS, 0.91, Duration.ofMillis(80)));
        ledger.loads().record(new LoadStep(at(65_000), LoadLevel.HOP_1500MS, LoadLevel.HOP_1S, 0.3, Duration.ZERO));
    }

    private static void alert(Ledger ledger) {
        Action.Set set = new Action.Set(Map.of("EMOTION", "angry"));
        Action.Supervise supervise =
                new Action.Supervise(List.of("PJSIP/supervisor"), SupervisionMode.LISTEN, Duration.ofSeconds(20));
        Action.Ticket ticket = new Action.Ticket("zammad", "A customer became angry", "");
        Action.Webhook webhook = new Action.Webhook("hook", Map.of());
        Action.Sms sms = new Action.Sms("texts", "A customer became angry");
        AlertId id = new AlertId(CALL, "customer-angry", 1);
        ledger.alerts()
                .record(
                        new Alert(
                                id,
                                CUSTOMER,
                                Duration.ofMillis(4500),
                                Duration.ofMillis(6500),
                                at(6_640),
                                "0123456789ab",
                                IntStream.range(3, 8).mapToObj(Examples::angry).toList(),
                                List.of(set, supervise, ticket, webhook, sms, new Action.Mark("outburst")),
                                inOrder("severity", "high", "team", "billing"),
                                inOrder("summary", "A customer became angry", "advice", "Listen first,\nthen help"),
                                inOrder("p.angry", "0.90", "not_scored", "0")),
                        List.of(
                                outgoing(3, ticket, ""),
                                outgoing(4, webhook, ""),
                                outgoing(5, sms, "no delivery 'texts' in the settings")));
        ledger.outbox().tryAgain(1, at(7_700), "answered 503");
        ledger.outbox().delivered(1, at(7_800));
        ledger.outbox().tryAgain(2, at(7_700), "could not be reached");
        ledger.outbox().tryAgain(2, at(9_700), "could not be reached");
        ledger.alerts().end(new AlertEnd(id, CUSTOMER, Duration.ofSeconds(9), at(9_140)));
        ledger.alerts().recordAction(id, ticket, ActionOutcome.DONE, "A customer became angry", at(6_700));
        ledger.alerts().recordAction(id, set, ActionOutcome.FAILED, "EMOTION on pbx-1795324314.0 gone", at(6_720));
        ledger.alerts().recordAction(id, supervise, ActionOutcome.DONE, "PJSIP/supervisor joined (listen)", at(11_000));
        ledger.supervisions().begin(id, "PJSIP/supervisor", SupervisionMode.LISTEN, at(11_000));
        ledger.supervisions().begin(id, "PJSIP/supervisor", SupervisionMode.COACH, at(15_000));
        ledger.supervisions().end(id, at(19_000), "hung up");
    }

    private static Outgoing outgoing(int position, Action.Delivered action, String fault) {
        return new Outgoing(
                position,
                1,
                action.to(),
                action.verb(),
                SECRET + position,
                "{\"to\": \"" + PHONE + "\"}",
                Duration.ofHours(24),
                fault);
    }

    private static Map<String, String> inOrder(String name, String text, String secondName, String secondText) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(name, text);
        map.put(secondName, secondText);
        return map;
    }

    /** 3 s each: one without speech, five angry ones, two that came too late, and one after a hole in the sound. */
    private static List<Assessment> windows() {
        List<Assessment> windows = new ArrayList<>();
        windows.add(new Assessment.NoSpeech(window(0), 0.05, -58));
        IntStream.range(1, 6).mapToObj(Examples::angry).forEach(windows::add);
        windows.add(new Assessment.NotScored(window(6), NotScoredReason.OVERLOAD));
        windows.add(new Assessment.NotScored(window(7), NotScoredReason.OVERLOAD));
        windows.add(new Assessment.NotScored(window(60), NotScoredReason.SOUND_MISSING));
        return windows;
    }

    private static Assessment.Scored angry(int hop) {
        Probabilities heard = Probabilities.of(0.9, 0.01, 0.02, 0, 0.03, 0.01, 0.01, 0.01, 0.01);
        return new Assessment.Scored(
                window(hop),
                heard,
                Track.of(heard, heard.top(), 0.2),
                0.8,
                -21.5,
                new Quality(0.98, Set.of(Doubt.SOUND_MISSING)),
                Optional.empty());
    }

    private static WindowRef window(int hop) {
        Duration from = Duration.ofMillis(500L * hop);
        return new WindowRef(
                CUSTOMER, from, from.plusSeconds(3), at(127).plus(from).plusSeconds(3));
    }

    private static Instant at(long millis) {
        return NOON.plusMillis(millis);
    }
}
