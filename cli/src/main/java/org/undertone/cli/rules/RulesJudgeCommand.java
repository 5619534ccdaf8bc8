package org.undertone.cli.rules;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.core.AlertId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.Verdict;
import org.undertone.runtime.Ledgers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Was this alert right? */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps in the ledger whether an alert was right, by the word of somebody who knows the call. A later word takes"
                    + " the place of an earlier one.",
            "May run beside 'undertone run'. 'rules review' tells how often each rule was right."
        })
final class RulesJudgeCommand implements Callable<Integer> {

    private static final String TAKE_BACK = "none";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Parameters(
            index = "0",
            paramLabel = "ALERT",
            description = "Its call, rule and episode: 1795363200.7/customer-angry/1.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "VERDICT",
            description = "right, wrong (a false alarm), or none to take back what was said.")
    private String word;

    @Override
    public Integer call() {
        AlertId alert = AlertName.read(name)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), AlertName.wrong(name)));
        Optional<Verdict> verdict = Verdict.ofLabel(word);
        if (verdict.isEmpty() && !word.equals(TAKE_BACK)) {
            throw new ParameterException(spec.commandLine(), "'" + word + "': one of right, wrong, none");
        }
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        try (Ledger ledger = Ledgers.openBeside(settings.get().ledger())) {
            return verdict.map(said -> judge(ledger, alert, said)).orElseGet(() -> takeBack(ledger, alert));
        }
    }

    private int judge(Ledger ledger, AlertId alert, Verdict verdict) {
        if (!ledger.verdicts().judge(alert, verdict, InstantSource.system().instant())) {
            output.error(AlertName.unknown(alert, ledger.alerts().of(alert.call()), option.config()));
            return ExitCode.PROBLEM;
        }
        output.print(String.format("%s was %s%n", alert, verdict.label()));
        return ExitCode.DONE;
    }

    private int takeBack(Ledger ledger, AlertId alert) {
        boolean was = ledger.verdicts().takeBack(alert);
        List<AlertRecord> alerts = ledger.alerts().of(alert.call());
        if (!was && alerts.stream().noneMatch(each -> each.id().equals(alert))) {
            output.error(AlertName.unknown(alert, alerts, option.config()));
            return ExitCode.PROBLEM;
        }
        output.print(String.format("%s is not judged%s%n", alert, was ? " any more" : ""));
        return ExitCode.DONE;
    }
}
