package org.undertone.proving.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.Emotion;
import org.undertone.inference.model.ModelFolder;
import org.undertone.lab.Bridge;
import org.undertone.lab.Cdr;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.Pbx;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.Daemon;

/** Plays one queue call on a private PBX, with the daemon beside it, and judges what came of it. */
final class Demo {

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
        Set<Emotion> trained = ModelFolder.load(options.model()).description().trained();
        DemoRules rules = DemoRules.of(options.rules(), trained, folder);
        say("a private Asterisk and three phones are starting ...");
        try (Lab lab = Lab.start(options.lab())) {
            Watch watch = new Watch(timeline);
            Settings settings = settings(lab.pbx(), rules.file(), folder);
            Performance performance;
            List<String> left;
            try (Daemon daemon = Daemon.start(settings, watch, clock)) {
                say("Undertone is connected (" + daemon.summary() + "); the customer calls the queue");
                performance = new Performance(options, rules, lab, watch, timeline, clock);
                performance.play();
                left = new ArrayList<>(left(lab.pbx()));
            }
            Performance.pause(Performance.GONE_AFTER);
            left.addAll(left(lab.pbx()));
            lab.reset();
            List<Cdr> cdrs = cdrs(lab.pbx());
            say("the same call once more without Undertone, to know the CDRs it leaves by itself ...");
            controlCall(lab, performance.variables().getOrDefault("customer", Optional.empty()));
            List<Cdr> all = cdrs(lab.pbx());
            List<CdrShape> control = CdrShape.of(all.subList(cdrs.size(), all.size()));
            RuleSet set = RuleSet.load(rules.file(), trained);
            DemoEvidence evidence = evidence(settings, set, control, cdrs, watch, performance, left);
            Checks checks = new Checks(evidence, rules, settings);
            return new DemoReport(options.calm() ? checks.calm() : checks.angry(), watch.figures(checks.cueHeard()));
        }
    }

    private void say(String line) {
        timeline.say(clock.instant(), line);
    }

    /** The phones and the dialplan do as they did, and what Undertone set is set by hand. */
    private static void controlCall(Lab lab, Optional<String> emotion) {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call(Performance.QUEUE, Script.silent());
        PhoneCall agent = lab.phones().agent().awaitCall(Performance.PATIENCE);
        customer.awaitAnswered(Performance.PATIENCE);
        Channel channel = Performance.channelOf(lab.pbx(), "customer").orElseThrow();
        emotion.ifPresent(value -> lab.pbx().setVariable(channel.name(), "EMOTION", value));
        agent.hangUp();
        customer.awaitEnded(Performance.PATIENCE);
        lab.awaitIdle(Performance.PATIENCE);
    }

    /** As an admin would write them: all that is not said has its default. */
    private Settings settings(Pbx pbx, Path rules, Path folder) {
        String yaml =
                """
                asterisk: {url: '%s', user: '%s', password: '%s', app: undertone-demo}
                model: {folder: '%s'}
                rules: '%s'
                profiles: [{name: support, queues: [support]}]
                """.formatted(pbx.httpUri(), pbx.ariUser(), pbx.ariPassword(), quoted(options.model()), quoted(rules));
        return new SettingsLoader(Map.of()).parse("the demo's settings", yaml, folder);
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }

    private static List<String> left(Pbx pbx) {
        return Stream.concat(
                        pbx.channels().stream().map(Channel::name),
                        pbx.bridges().stream().map(Bridge::id))
                .toList();
    }

    private static DemoEvidence evidence(
            Settings settings,
            RuleSet rules,
            List<CdrShape> control,
            List<Cdr> cdrs,
            Watch watch,
            Performance performance,
            List<String> left) {
        KeptInLedger ledgered = KeptInLedger.read(settings.ledger(), watch.callsWithAlerts());
        return new DemoEvidence(
                performance.angryFrom(),
                performance.customerChannel(),
                performance.variables(),
                control,
                cdrs,
                ledgered.tickets(),
                performance.customer(),
                performance.agent(),
                watch.tappedSound(),
                watch.firstAlert(),
                heldFor(rules, watch),
                watch.assessments(),
                performance.help(ledgered),
                left);
    }

    /** Asterisk writes a CDR a moment after its channel has gone. */
    private static List<Cdr> cdrs(Pbx pbx) {
        Performance.pause(CDR_DELAY);
        return pbx.cdrs();
    }

    private static Duration heldFor(RuleSet rules, Watch watch) {
        return rules.heldFor(watch.firstAlert()
                .map(raised -> raised.alert().id().rule())
                .orElse(rules.names().get(0)));
    }
}
