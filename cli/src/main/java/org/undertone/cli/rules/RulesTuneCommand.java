package org.undertone.cli.rules;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.CallId;
import org.undertone.evaluation.tune.Budget;
import org.undertone.evaluation.tune.KeptCalls;
import org.undertone.evaluation.tune.RuleTuner;
import org.undertone.inference.model.ModelFolder;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.rules.RuleFile;
import org.undertone.runtime.Ledgers;
import org.undertone.runtime.RuleContexts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How strict must these rules be, so that they fire no more often than somebody has time for? */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Makes rules stricter until they would have fired no more often than a budget allows, in the calls of the last"
                    + " weeks, by the scores that the ledger keeps of them. No sound is needed.",
            "The numbers that scores (p.*, own.*) are compared with are changed where they stand in the rule file; durations,"
                    + " counts and all else stay. What fires more seldom than it may stays as it is, unless --loosen.",
            "Reads the ledger only, and may run beside 'undertone run'. The rules are written to a new file."
        })
final class RulesTuneCommand implements Callable<Integer> {

    private static final int USUAL_DAYS = 28;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Option(
            names = "--budget",
            required = true,
            paramLabel = "[RULE=]BUDGET",
            description =
                    "How often each rule may fire at most: '1 per 100 calls', or '0.5 per hour' of speech. With a rule's"
                            + " name before it, of that rule: customer-angry='1 per 50 calls'. Several times if need be; a rule"
                            + " without a budget stays as it is.")
    private List<String> written;

    @Option(names = "--rules", paramLabel = "FILE", description = "The rule file; that of the settings if not said.")
    private Path rules;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the rules are written to; rules.tuned.yaml beside rules.yaml if not said.")
    private Path out;

    @Option(names = "--overwrite", description = "Writes also over a file that is there, such as the rule file itself.")
    private boolean overwrite;

    @Option(names = "--dry-run", description = "Tells what would change, and writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--loosen",
            description =
                    "Makes rules laxer, too, that fire more seldom than they may: so that they fire about that often.")
    private boolean loosen;

    @ArgGroup
    private Since since = new Since();

    /** From when on. */
    static final class Since {

        @Option(names = "--days", paramLabel = "N", description = "Calls of the last so many days; 28 if not said.")
        private int days = USUAL_DAYS;

        @Option(
                names = "--since",
                paramLabel = "DATE",
                description =
                        "Calls from that day on, such as 2026-11-03. Where the model or what it hears was changed, take"
                                + " the calls since then.")
        private LocalDate date;
    }

    @Override
    public Integer call() {
        if (since.days < 1) {
            throw new ParameterException(spec.commandLine(), "--days " + since.days + ": 1 or more");
        }
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        Path source = rules == null ? settings.get().rules() : rules;
        RulesTarget target = new RulesTarget(out == null ? RulesTarget.beside(source) : out, overwrite);
        RuleFile file;
        try {
            file = RuleFile.load(
                    source,
                    RuleContexts.of(
                            settings.get(),
                            ModelFolder.load(settings.get().model().folder())
                                    .description()
                                    .trained()));
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        Map<String, Budget> budgets = budgets(file.rules().names());
        Optional<String> hindrance = dryRun ? Optional.empty() : target.hindrance();
        if (hindrance.isPresent()) {
            output.error(hindrance.get());
            return ExitCode.PROBLEM;
        }
        try (Ledger ledger = Ledgers.openToRead(settings.get().ledger())) {
            Instant began = from();
            KeptCalls calls = new KeptCalls(ledger.heardCalls(), began);
            RuleTuner.Tuned tuned = new RuleTuner(file, budgets, calls, loosen)
                    .tune(fired(ledger.alerts().since(began), calls));
            output.print(TuningText.text(file, tuned.rules(), calls.calls(), ZoneId.systemDefault()));
            return end(tuned, target);
        }
    }

    private Instant from() {
        return since.date == null
                ? InstantSource.system().instant().minus(Duration.ofDays(since.days))
                : since.date.atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    private int end(RuleTuner.Tuned tuned, RulesTarget target) {
        boolean moved =
                tuned.rules().stream().anyMatch(tuning -> tuning.outcome().moved());
        if (!moved) {
            output.line("Nothing is to be changed, and nothing is written.");
        } else if (dryRun) {
            output.line("A dry run: nothing is written.");
        } else {
            try {
                target.write(tuned.file().text());
            } catch (IOException e) {
                output.error("cannot write " + target.file() + " (" + e + "); name another file by --out");
                return ExitCode.PROBLEM;
            }
            output.line(target.file() + " is written and right: "
                    + tuned.file().rules().names().size() + " rules.");
            tuned.file().rules().warnings().forEach(warning -> output.line("  ! " + warning));
            output.line(
                    "Before it is used: undertone rules test YOUR-TESTS, whose rule_files names it; a stricter rule may"
                            + " fire later than they say, or not at all.");
        }
        return tuned.rules().stream().allMatch(tuning -> tuning.outcome().within()) ? ExitCode.DONE : ExitCode.PROBLEM;
    }

    /** By rule; what is said of one rule counts more than what is said of all. */
    private Map<String, Budget> budgets(List<String> names) {
        Map<String, Budget> budgets = new LinkedHashMap<>();
        Optional<Budget> ofAll = Optional.empty();
        for (String each : written) {
            int named = each.indexOf('=');
            Budget budget = Budget.read(each.substring(named + 1))
                    .orElseThrow(() -> wrong(
                            each,
                            "such as '1 per 100 calls', '0.5 per hour', or with a rule's name before it,"
                                    + " customer-angry='1 per 50 calls'"));
            String rule = each.substring(0, Math.max(0, named));
            if (named >= 0 && !names.contains(rule)) {
                throw wrong(each, "no rule is named '" + rule + "'; there are " + String.join(", ", names));
            }
            Optional<Budget> before = named < 0 ? ofAll : Optional.ofNullable(budgets.put(rule, budget));
            if (before.isPresent()) {
                throw wrong(
                        each,
                        (named < 0 ? "all rules have" : rule + " has") + " the budget '" + before.get()
                                + "' already; say one of both");
            }
            ofAll = named < 0 ? Optional.of(budget) : ofAll;
        }
        ofAll.ifPresent(budget -> names.forEach(name -> budgets.putIfAbsent(name, budget)));
        return budgets;
    }

    private ParameterException wrong(String budget, String why) {
        return new ParameterException(spec.commandLine(), "--budget '" + budget + "': " + why);
    }

    /** How often each rule fired in those calls. */
    private static Map<String, Integer> fired(List<AlertRecord> alerts, KeptCalls calls) {
        Set<CallId> looked = calls.calls().stream().map(CallRecord::call).collect(Collectors.toSet());
        Map<String, Integer> fired = new HashMap<>();
        for (AlertRecord alert : alerts) {
            if (looked.contains(alert.id().call())) {
                fired.merge(alert.id().rule(), 1, Integer::sum);
            }
        }
        return fired;
    }
}
