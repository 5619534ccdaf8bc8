package org.undertone.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.undertone.app.Daemon;
import org.undertone.config.Settings;
import org.undertone.config.SettingsLoader;
import org.undertone.inference.ModelFolder;
import org.undertone.lab.Bridge;
import org.undertone.lab.Cdr;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.Pbx;
import org.undertone.lab.Phone;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.Ticket;
import org.undertone.ledger.TicketCause;
import org.undertone.rules.RuleSet;

/** Plays one queue call on a private PBX, with the daemon beside it, and judges what came of it. */
final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** After the cue the agent stays a little, as an agent would. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    /** What is left this long after it should be gone was forgotten. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(1);

    private static final Duration CDR_DELAY = Duration.ofSeconds(1);

    private final DemoOptions options;
    private final Timeline timeline;
    private final InstantSource clock;

    Demo(DemoOptions options, Timeline timeline, InstantSource clock) {
        this.options = options;
        this.timeline = timeline;
        this.clock = clock;
    }

    DemoReport run(Path folder) {
        say("a private Asterisk and three phones are starting ...");
        try (Lab lab = Lab.start(options.lab())) {
            Watch watch = new Watch(timeline);
            Settings settings = settings(lab.pbx(), folder);
            Performance performance;
            List<String> left;
            try (Daemon daemon = Daemon.start(settings, watch, clock)) {
                say("Undertone is connected (" + daemon.summary() + "); the customer calls the queue");
                performance = new Performance(lab);
                performance.play(watch);
                left = new ArrayList<>(left(lab.pbx()));
            }
            pause(GONE_AFTER);
            left.addAll(left(lab.pbx()));
            lab.reset();
            List<Cdr> cdrs = cdrs(lab.pbx());
            say("the same call once more without Undertone, to know the CDRs it leaves by itself ...");
            controlCall(lab, performance.variables.getOrDefault("customer", Optional.empty()));
            List<Cdr> all = cdrs(lab.pbx());
            List<CdrShape> control = CdrShape.of(all.subList(cdrs.size(), all.size()));
            Evidence evidence = evidence(settings, control, cdrs, watch, performance, left);
            Checks checks = new Checks(evidence, settings.media());
            return new DemoReport(options.calm() ? checks.calm() : checks.angry(), watch.figures());
        }
    }

    private void say(String line) {
        timeline.say(clock.instant(), line);
    }

    /** The phones and the dialplan do as they did, and what Undertone set is set by hand. */
    private static void controlCall(Lab lab, Optional<String> emotion) {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call("600", Script.silent());
        PhoneCall agent = lab.phones().agent().awaitCall(PATIENCE);
        customer.awaitAnswered(PATIENCE);
        Channel channel = channelOf(lab.pbx(), "customer").orElseThrow();
        emotion.ifPresent(value -> lab.pbx().setVariable(channel.name(), "EMOTION", value));
        agent.hangUp();
        customer.awaitEnded(PATIENCE);
        lab.awaitIdle(PATIENCE);
    }

    /** As an admin would write them: all that is not said has its default. */
    private Settings settings(Pbx pbx, Path folder) {
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: undertone-demo}
                model: {folder: '%s'}
                rules: '%s'
                profiles: [{name: support, queues: [support]}]
                """.formatted(
                pbx.httpUri(), pbx.ariUser(), pbx.ariPassword(), quoted(options.model()), quoted(options.rules()));
        return new SettingsLoader(Map.of()).parse("the demo's settings", yaml, folder);
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }

    private static Optional<Channel> channelOf(Pbx pbx, String phone) {
        return pbx.channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/" + phone + "-"))
                .findFirst();
    }

    private static List<String> left(Pbx pbx) {
        return Stream.concat(
                        pbx.channels().stream().map(Channel::name),
                        pbx.bridges().stream().map(Bridge::id))
                .toList();
    }

    private Evidence evidence(
            Settings settings,
            List<CdrShape> control,
            List<Cdr> cdrs,
            Watch watch,
            Performance performance,
            List<String> left) {
        return new Evidence(
                performance.customer.startedPlaying("angry"),
                performance.customerChannel,
                performance.variables,
                control,
                cdrs,
                tickets(settings.ledger()),
                Sound.ofWav(
                        performance.customer.played().wav(),
                        performance.customer.played().start()),
                Sound.ofWav(
                        performance.agent.played().wav(),
                        performance.agent.played().start()),
                watch.tappedSound(),
                watch.firstAlert().map(raised -> raised.at()),
                heldFor(watch),
                watch.assessments(),
                left);
    }

    /** Asterisk writes a CDR a moment after its channel has gone. */
    private static List<Cdr> cdrs(Pbx pbx) {
        pause(CDR_DELAY);
        return pbx.cdrs();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<TicketCause> tickets(Path file) {
        try (Ledger ledger = Ledger.open(file)) {
            return ledger.tickets(10).stream()
                    .map(Ticket::number)
                    .flatMap(number -> ledger.ticket(number).stream())
                    .toList();
        }
    }

    private Duration heldFor(Watch watch) {
        RuleSet rules = RuleSet.load(
                options.rules(), ModelFolder.load(options.model()).description().trained());
        return watch.firstAlert()
                .map(raised -> rules.heldFor(raised.alert().id().rule()))
                .orElseGet(() -> rules.heldFor(rules.names().get(0)));
    }

    /** The call itself: who says what, and when who hangs up. */
    private final class Performance {

        private final Lab lab;
        private final Map<String, Optional<String>> variables = new LinkedHashMap<>();
        private String customerChannel = "";
        private final PhoneCall customer;
        private final PhoneCall agent;

        Performance(Lab lab) {
            this.lab = lab;
            Phone agentPhone = lab.phones().agent();
            agentPhone.answersWith(Script.silent().play("calm", lab.speech(Speech.AGENT_CALM)));
            this.customer = lab.phones().customer().call("600", customerScript());
            this.agent = agentPhone.awaitCall(PATIENCE);
        }

        private Script customerScript() {
            Path calm = lab.speech(Speech.CUSTOMER_CALM);
            Script script = Script.silent().play("calm", calm);
            return options.calm()
                    ? script.play("calm again", calm)
                    : script.play("angry", lab.speech(Speech.CUSTOMER_ANGRY));
        }

        void play(Watch watch) {
            timeline.begin(customer.awaitAnswered(PATIENCE));
            timeline.say(customer.awaitPlaying("calm", PATIENCE), "customer's phone plays calm speech");
            if (options.calm()) {
                customer.awaitPlayed("calm again", PATIENCE);
            } else {
                angry(watch);
            }
            readVariables();
            Demo.pause(AFTERWARDS);
            say("the agent hangs up");
            agent.hangUp();
            customer.awaitEnded(PATIENCE);
            agent.awaitEnded(PATIENCE);
            watch.awaitCallEnded(PATIENCE);
            Demo.pause(GONE_AFTER);
        }

        private void angry(Watch watch) {
            Instant angryFrom = customer.awaitPlaying("angry", PATIENCE);
            timeline.say(angryFrom, "customer's phone plays angry speech");
            // The whole angry speech is waited for: a late alert is an alert all the same, and told as late.
            if (!watch.awaitVariables(Duration.ofSeconds(25))) {
                say("nothing happened");
            }
        }

        private void readVariables() {
            customerChannel =
                    channelOf(lab.pbx(), "customer").map(Channel::uniqueId).orElse("");
            for (String phone : List.of("customer", "agent")) {
                channelOf(lab.pbx(), phone)
                        .ifPresent(channel -> variables.put(phone, lab.pbx().variable(channel.name(), "EMOTION")));
            }
        }
    }
}
