package org.undertone.proving.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Action;
import org.undertone.core.SupervisionMode;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.Pbx;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.PhoneText;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.runtime.event.DaemonEvent;

/** The call itself: who says what, which keys the supervisor presses, and when who hangs up. */
final class Performance {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What is left this long after it should be gone was forgotten. */
    static final Duration GONE_AFTER = Duration.ofSeconds(1);
    /**
     * The queue whose parties may press keys, as in most call centres. In the other, {@code 600}, the PBX passes RTP through
     * until it is tapped; then it begins a new RTP source, which is as RFC 3550 has it, but an Asterisk that has to decode
     * it (as these phones do, to record) takes packets whose numbers are lower than those before for late ones, and drops
     * them.
     */
    static final String QUEUE = "602";

    /** After the cue the agent stays a little, as an agent would. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    /** The whole angry speech is waited for: a late alert is an alert all the same, and told as late. */
    private static final Duration ANGER = Duration.ofSeconds(25);

    private static final Duration ACTING = Duration.ofSeconds(10);
    private static final Duration RINGS = Duration.ofSeconds(1);
    private static final Duration STAGE = Duration.ofSeconds(4);
    private static final Duration SETTLED = Duration.ofMillis(500);

    private final DemoOptions options;
    private final DemoRules rules;
    private final Lab lab;
    private final Watch watch;
    private final Timeline timeline;
    private final InstantSource clock;

    private final Map<String, Optional<String>> variables = new LinkedHashMap<>();
    private final List<SupervisedTime> stages = new ArrayList<>();
    private final String lampBefore;
    private final PhoneCall customer;
    private final PhoneCall agent;
    private Optional<PhoneCall> supervisor = Optional.empty();
    private List<PhoneText> texts = List.of();
    private String lampDuring = "";
    private String lampAfter = "";
    private String customerChannel = "";

    Performance(DemoOptions options, DemoRules rules, Lab lab, Watch watch, Timeline timeline, InstantSource clock) {
        this.options = options;
        this.rules = rules;
        this.lab = lab;
        this.watch = watch;
        this.timeline = timeline;
        this.clock = clock;
        this.lampBefore = lab.pbx().deviceState(rules.lamp());
        Path agentSays = lab.speech(Speech.AGENT_CALM);
        lab.phones().agent().answersWith(Script.silent().play("calm", agentSays).play("calm again", agentSays));
        lab.phones()
                .supervisor()
                .answersWith(Script.silent().ringFor(RINGS).play("at first", lab.speech(Speech.SUPERVISOR_CALM)));
        this.customer = lab.phones().customer().call(QUEUE, customerScript());
        this.agent = lab.phones().agent().awaitCall(PATIENCE);
    }

    private Script customerScript() {
        Path calm = lab.speech(Speech.CUSTOMER_CALM);
        Path angry = lab.speech(Speech.CUSTOMER_ANGRY);
        Script script = Script.silent().play("calm", calm);
        return options.calm()
                ? script.play("calm again", calm)
                : script.play("angry", angry).play("angry again", angry);
    }

    void play() {
        timeline.begin(customer.awaitAnswered(PATIENCE));
        timeline.say(customer.awaitPlaying("calm", PATIENCE), "customer's phone plays calm speech");
        if (options.calm()) {
            customer.awaitPlayed("calm again", PATIENCE);
        } else {
            angry();
        }
        lookAround();
        if (supervisor.isEmpty()) {
            pause(AFTERWARDS);
        }
        say("the agent hangs up");
        agent.hangUp();
        customer.awaitEnded(PATIENCE);
        agent.awaitEnded(PATIENCE);
        supervisor.ifPresent(call -> call.awaitEnded(PATIENCE));
        watch.await(DaemonEvent.OnCall.class, call -> call.event() instanceof CallEvent.CallEnded, PATIENCE);
        pause(GONE_AFTER);
        lampAfter = lab.pbx().deviceState(rules.lamp());
        texts = lab.phones().agent().messages();
    }

    private void angry() {
        timeline.say(customer.awaitPlaying("angry", PATIENCE), "customer's phone plays angry speech");
        if (!watch.await(DaemonEvent.Raised.class, any -> true, ANGER)) {
            say("nothing happened");
            return;
        }
        if (rules.ask("set")) {
            watch.await(DaemonEvent.Acted.class, acted -> acted.action() instanceof Action.Set, ACTING);
        }
        if (rules.ask("supervise")) {
            supervision();
        } else if (rules.ask("blf")) {
            watch.await(DaemonEvent.Acted.class, acted -> acted.action() instanceof Action.Blf, ACTING);
        }
    }

    /** The supervisor listens, then joins both, then helps the agent alone, and speaks all the time. */
    private void supervision() {
        if (!awaitSupervised(SupervisionEvent.Joined.class, ANGER)) {
            say("no supervisor joined");
            return;
        }
        PhoneCall call = lab.phones().supervisor().awaitCall(PATIENCE);
        supervisor = Optional.of(call);
        stage(SupervisionMode.LISTEN);
        press(call, "6", SupervisionMode.BARGE);
        press(call, "5", SupervisionMode.COACH);
    }

    private void press(PhoneCall call, String key, SupervisionMode mode) {
        say("supervisor presses " + key);
        call.perform(Script.silent().dial(key).play(mode.label(), lab.speech(Speech.SUPERVISOR_CALM)));
        call.awaitPlaying(mode.label(), PATIENCE);
        watch.await(
                DaemonEvent.Supervised.class,
                told -> told.event() instanceof SupervisionEvent.ModeChanged changed && changed.mode() == mode,
                ACTING);
        stage(mode);
    }

    private void stage(SupervisionMode mode) {
        pause(SETTLED);
        Instant from = clock.instant();
        pause(STAGE);
        stages.add(new SupervisedTime(mode, from, clock.instant()));
    }

    private boolean awaitSupervised(Class<? extends SupervisionEvent> type, Duration atMost) {
        return watch.await(DaemonEvent.Supervised.class, told -> type.isInstance(told.event()), atMost);
    }

    /** What only shows while the call is up. */
    private void lookAround() {
        customerChannel =
                channelOf(lab.pbx(), "customer").map(Channel::uniqueId).orElse("");
        for (String phone : List.of("customer", "agent")) {
            channelOf(lab.pbx(), phone)
                    .ifPresent(channel -> variables.put(phone, lab.pbx().variable(channel.name(), "EMOTION")));
        }
        lampDuring = lab.pbx().deviceState(rules.lamp());
    }

    /** The phone's channel at the PBX. */
    static Optional<Channel> channelOf(Pbx pbx, String phone) {
        return pbx.channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/" + phone + "-"))
                .findFirst();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        timeline.say(clock.instant(), line);
    }

    Map<String, Optional<String>> variables() {
        return variables;
    }

    String customerChannel() {
        return customerChannel;
    }

    Optional<Instant> angryFrom() {
        return customer.startedPlaying("angry");
    }

    PhoneRecordings customer() {
        return PhoneRecordings.of(customer);
    }

    PhoneRecordings agent() {
        return PhoneRecordings.of(agent);
    }

    /** All but what the ledger and the daemon know. */
    Help help(KeptInLedger ledgered) {
        return new Help(
                watch.all(DaemonEvent.Acted.class).stream()
                        .filter(acted -> acted.done() && acted.action() instanceof Action.Cue)
                        .map(DaemonEvent.Acted::at)
                        .findFirst(),
                texts,
                lampBefore,
                lampDuring,
                lampAfter,
                lab.pbx().userEvents(),
                supervisor.map(PhoneRecordings::of),
                stages,
                ledgered.supervisions());
    }
}
