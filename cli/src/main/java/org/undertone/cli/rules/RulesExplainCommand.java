package org.undertone.cli.rules;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.AlertId;
import org.undertone.core.Assessment;
import org.undertone.core.Emotion;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.Verdict;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.Ledgers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why did this alert fire? */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what the ledger keeps of an alert: the windows that led to it, and what was done.",
            "Reads the ledger only, and may run beside 'undertone run'."
        })
final class RulesExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "ALERT", description = "Its call, rule and episode: 1795363200.7/customer-angry/1.")
    private String id;

    @Override
    public Integer call() {
        AlertId alert =
                AlertName.read(id).orElseThrow(() -> new ParameterException(spec.commandLine(), AlertName.wrong(id)));
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        try (Ledger ledger = Ledgers.openToRead(settings.get().ledger())) {
            List<AlertRecord> alerts = ledger.alerts().of(alert.call());
            Optional<AlertRecord> found =
                    alerts.stream().filter(each -> each.id().equals(alert)).findFirst();
            if (found.isEmpty()) {
                output.error(AlertName.unknown(alert, alerts, option.config()));
                return ExitCode.PROBLEM;
            }
            tell(found.get(), settings.get(), ledger.verdicts().of(alert));
            return ExitCode.DONE;
        }
    }

    private void tell(AlertRecord alert, Settings settings, Optional<Verdict> verdict) {
        PrintWriter out = output.out();
        out.printf(
                "%s fired at %s: held since %s s, fired at %s s of the tap of leg %s%n",
                alert.id(),
                alert.firedAt(),
                ReplayText.seconds(alert.since()),
                ReplayText.seconds(alert.firedAtAudio()),
                alert.leg().channelId());
        out.printf("Rule %s, version %s%s%n", alert.id().rule(), alert.ruleVersion(), today(alert, settings));
        alert.ending()
                .ifPresentOrElse(
                        end -> out.printf(
                                "It held until %s s and was over at %s.%n", ReplayText.seconds(end.until()), end.at()),
                        () -> out.printf("It has not ended yet, or nobody saw its end.%n"));
        verdict.ifPresent(said -> out.printf("Somebody who knows the call said that it was %s.%n", said.label()));
        pairs(out, "Labels", alert.labels());
        pairs(out, "Annotations", alert.annotations());
        pairs(out, "What its condition was asked of", alert.values());
        out.printf("%nIts windows:%n");
        for (Assessment.Scored scored : alert.evidence()) {
            out.printf(
                    "  %6s s  %-36s quality %s%s%n",
                    ReplayText.seconds(scored.window().to()),
                    scored.track().label(),
                    scored.quality(),
                    scored.rate()
                            .map(rate -> "  " + Math.round(rate.speech()) + " syllables/min")
                            .orElse(""));
        }
        out.printf("%nWhat was done:%n");
        alert.tickets().forEach(ticket -> out.printf(Locale.ROOT, "  ticket %d%n", ticket.number()));
        alert.actions()
                .forEach(action -> out.printf(
                        "  %s %s%s%n",
                        action.verb(),
                        action.outcome().label(),
                        action.detail().isEmpty() ? "" : ": " + action.detail()));
        out.flush();
    }

    private static void pairs(PrintWriter out, String title, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            out.printf("%n%s:%n", title);
            pairs.forEach((name, value) ->
                    out.printf("  %s: %s%n", name, value.strip().replaceAll("\\s*\\R\\s*", " ")));
        }
    }

    /** How the rule stands now. */
    private static String today(AlertRecord alert, Settings settings) {
        try {
            String version = RuleSet.load(settings.rules(), Set.copyOf(Emotion.all()))
                    .versions()
                    .get(alert.id().rule());
            if (version == null) {
                return "; the rule file has no such rule any more";
            }
            return version.equals(alert.ruleVersion())
                    ? ", as it stands in " + settings.rules()
                    : "; it has changed since, to " + version;
        } catch (SettingsException e) {
            return "; the rule file has mistakes now";
        }
    }
}
