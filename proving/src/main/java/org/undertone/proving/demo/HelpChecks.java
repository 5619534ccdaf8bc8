package org.undertone.proving.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.undertone.core.SupervisionMode;
import org.undertone.lab.PhoneText;
import org.undertone.lab.UserEvent;
import org.undertone.ledger.entry.SupervisionRecord;

/** Judges the help that came into the call: cue, lamp, event and supervisor, as far as the rules ask for them. */
final class HelpChecks {

    /** How far from the alert the tone is looked for. */
    private static final Duration BEFORE = Duration.ofMillis(500);

    private static final double TONE = 1_000;
    private static final double NO_TONE = 500;

    private final DemoEvidence evidence;
    private final Help help;
    private final DemoRules rules;
    private final CueTone tone;

    HelpChecks(DemoEvidence evidence, DemoRules rules, String tone) {
        this.evidence = evidence;
        this.help = evidence.help();
        this.rules = rules;
        this.tone = CueTone.of(tone);
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        if (rules.askCueBy("tone")) {
            checks.add(toneForTheAgentAlone());
        }
        if (rules.askCueBy("message")) {
            checks.add(advice());
        }
        if (rules.ask("blf")) {
            checks.add(lamp());
        }
        rules.action("user-event").ifPresent(event -> checks.add(told(event)));
        if (rules.ask("supervise")) {
            checks.add(listening());
            checks.add(barge());
            checks.add(coaching());
            checks.add(ledger());
        }
        return checks;
    }

    /** When the agent heard the tone of the cue, by the agent's phone. */
    Optional<Instant> cueHeard() {
        return cueFrom()
                .map(from -> tone.find(evidence.agent().heard(), from, cueTo()))
                .filter(place -> place.amplitude() >= TONE)
                .map(CueTone.Place::at);
    }

    private Optional<Instant> cueFrom() {
        return help.cueGiven().flatMap(given -> evidence.alertAt()).map(alert -> alert.minus(BEFORE));
    }

    private Instant cueTo() {
        return help.cueGiven().orElseThrow();
    }

    private Check toneForTheAgentAlone() {
        String name = "the agent alone heard the cue's tone";
        if (cueFrom().isEmpty()) {
            return new Check(name, false, "no cue was given");
        }
        double agent =
                tone.find(evidence.agent().heard(), cueFrom().get(), cueTo()).amplitude();
        double customer =
                tone.find(evidence.customer().heard(), cueFrom().get(), cueTo()).amplitude();
        String frequencies =
                tone.parts().stream().map(part -> part.hertz() + " Hz").collect(Collectors.joining(", "));
        return new Check(
                name,
                agent >= TONE && customer <= NO_TONE,
                String.format(
                        Locale.ROOT,
                        "amplitude of %s one after the other: %.0f in what the agent's phone heard, %.0f in the customer's",
                        frequencies,
                        agent,
                        customer));
    }

    private Check advice() {
        List<String> shown = help.texts().stream().map(PhoneText::body).toList();
        String advice =
                rules.action("cue").map(cue -> cue.path("text").asText()).orElse("");
        return new Check(
                "the agent's phone showed the advice",
                shown.equals(List.of(advice)),
                "texts on it: " + (shown.isEmpty() ? "none" : shown));
    }

    private Check lamp() {
        String lit = rules.action("blf")
                .map(blf -> blf.path("light").asText("flashing"))
                .orElse("");
        // What a hint makes of these: RINGING flashes, INUSE is steady.
        String during = lit.equals("steady") ? "INUSE" : "RINGING";
        return new Check(
                "the lamp was lit (" + lit + ") in the call, and went out with it",
                help.lampDuring().equals(during)
                        && !help.lampBefore().equals(during)
                        && !help.lampAfter().equals(during),
                rules.lamp() + " was " + help.lampBefore() + " before, " + help.lampDuring() + " in the call, "
                        + help.lampAfter() + " after it");
    }

    private Check told(JsonNode wanted) {
        String name = "other programs at the PBX were told";
        List<UserEvent> events = help.userEvents().stream()
                .filter(event -> event.name().equals(wanted.path("name").asText()))
                .toList();
        if (events.size() != 1) {
            return new Check(
                    name,
                    false,
                    "AMI had " + events.size() + " events "
                            + wanted.path("name").asText());
        }
        Map<String, String> fields = events.get(0).fields();
        boolean own = wanted.path("variables").properties().stream()
                .allMatch(field -> field.getValue().asText().equals(fields.get(field.getKey())));
        boolean theCalls = evidence.customerChannel().equals(fields.get("Uniqueid"));
        return new Check(
                name,
                own && theCalls && !fields.getOrDefault("Rule", "").isEmpty(),
                "AMI had the event " + events.get(0).name() + " on the customer's channel: "
                        + List.of("Rule", "Emotion", "Probability", "Queue", "Agent").stream()
                                .map(field -> field + " " + fields.get(field))
                                .collect(Collectors.joining(", ")));
    }

    private Check listening() {
        return supervised(
                "while listening, the supervisor heard both and was heard by nobody",
                SupervisionMode.LISTEN,
                false,
                false);
    }

    private Check barge() {
        return supervised("after barge, both heard the supervisor", SupervisionMode.BARGE, true, true);
    }

    private Check coaching() {
        return supervised("while coaching, the agent alone heard the supervisor", SupervisionMode.COACH, true, false);
    }

    /** In every mode the supervisor hears both. */
    private Check supervised(String name, SupervisionMode mode, boolean byAgent, boolean byCustomer) {
        Optional<SupervisedTime> at =
                help.stages().stream().filter(stage -> stage.mode() == mode).findFirst();
        if (at.isEmpty() || help.supervisor().isEmpty()) {
            return new Check(name, false, "no supervisor was there");
        }
        PhoneRecordings supervisor = help.supervisor().get();
        Voice toAgent = Voice.in(evidence.agent().heard(), supervisor.played(), at.get());
        Voice toCustomer = Voice.in(evidence.customer().heard(), supervisor.played(), at.get());
        Voice ofAgent = Voice.in(supervisor.heard(), evidence.agent().played(), at.get());
        Voice ofCustomer = Voice.in(supervisor.heard(), evidence.customer().played(), at.get());
        return new Check(
                name,
                toAgent.is(byAgent) && toCustomer.is(byCustomer) && ofAgent.is(true) && ofCustomer.is(true),
                "gain of the supervisor's voice at the agent " + toAgent + ", at the customer " + toCustomer
                        + "; at the supervisor, of the agent's " + ofAgent + ", of the customer's " + ofCustomer);
    }

    private Check ledger() {
        List<SupervisionRecord> kept = help.supervisions();
        List<SupervisionMode> modes = kept.stream().map(SupervisionRecord::mode).toList();
        boolean whole = kept.stream().allMatch(record -> record.to().isPresent());
        return new Check(
                "the ledger knows who took part when",
                modes.equals(help.stages().stream().map(SupervisedTime::mode).toList()) && whole && !kept.isEmpty(),
                kept.isEmpty()
                        ? "no supervision in the ledger"
                        : kept.stream().map(HelpChecks::told).collect(Collectors.joining(", ")));
    }

    private static String told(SupervisionRecord record) {
        return record.supervisor() + " " + record.mode().label() + " "
                + record.to()
                        .map(to -> String.format(
                                Locale.ROOT,
                                "%.1f s",
                                Duration.between(record.from(), to).toMillis() / 1000.0))
                        .orElse("without an end");
    }
}
