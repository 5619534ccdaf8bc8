package org.undertone.cli.rules;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Emotion;
import org.undertone.evaluation.review.AlertReview;
import org.undertone.evaluation.review.ReviewMessages;
import org.undertone.evaluation.review.ShadowReview;
import org.undertone.evaluation.review.ShadowReviewer;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.Ledgers;
import org.undertone.runtime.RuleContexts;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How often are these rules right? */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how often alerts were right, of those that somebody judged by 'rules judge': by rule, queue and hour of"
                    + " the day.",
            "Reads the ledger only, and may run beside 'undertone run'."
        })
final class RulesReviewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Option(names = "--days", paramLabel = "N", description = "Alerts of the last so many days; 28 if not said.")
    private int days = 28;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "Without --shadow: the time zone of the hours, such as Europe/Berlin; this machine's if not said.")
    private ZoneId zone;

    @Option(names = "--json", description = "Prints the same as JSON.")
    private boolean json;

    @Option(
            names = "--shadow",
            description =
                    "Compares the model in the shadow (model.shadow) with the first: replays the rules over what each"
                            + " heard in the same windows, and tells which alerts come of both, and how often each was right.")
    private boolean shadow;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "With --shadow: the rules that are replayed; those of the settings if not said.")
    private Path rules;

    @Override
    public Integer call() {
        if (days < 1) {
            throw new ParameterException(spec.commandLine(), "--days " + days + ": 1 or more");
        }
        if (rules != null && !shadow) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rules belongs to --shadow, which replays rules; without it alerts are counted that fired");
        }
        if (zone != null && shadow) {
            throw new ParameterException(
                    spec.commandLine(), "--zone belongs to the hours of the day, which --shadow does not tell");
        }
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        Instant since = InstantSource.system().instant().minus(Duration.ofDays(days));
        try (Ledger ledger = Ledgers.openToRead(settings.get().ledger())) {
            if (shadow) {
                return compare(ledger, settings.get(), since);
            }
            List<JudgedAlert> alerts = ledger.verdicts().since(since);
            AlertReview review = AlertReview.of(alerts, zone == null ? ZoneId.systemDefault() : zone);
            output.print(json ? WireJson.text(ReviewMessages.of(review)) : told(review));
            return ExitCode.DONE;
        }
    }

    private int compare(Ledger ledger, Settings settings, Instant since) {
        RuleSet replayed;
        try {
            replayed = RuleSet.load(
                    rules == null ? settings.rules() : rules, RuleContexts.of(settings, Set.copyOf(Emotion.all())));
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        List<ShadowReview> reviews = new ShadowReviewer(ledger, replayed, settings.track()).since(since);
        if (json) {
            output.print(WireJson.text(ReviewMessages.shadows(reviews)));
        } else if (reviews.isEmpty()) {
            output.line("No model heard in the shadow in calls of the last " + days
                    + " days that have ended: set model.shadow in the settings, and start Undertone again.");
        } else {
            output.print(ShadowText.text(reviews));
        }
        return ExitCode.DONE;
    }

    private String told(AlertReview review) {
        if (review.all().alerts() == 0) {
            return "No alert fired in the last " + days + " days." + System.lineSeparator();
        }
        String judge = "Nobody judged one: undertone rules judge --config " + option.config() + " ALERT right|wrong"
                + System.lineSeparator();
        return ReviewText.text(review) + (review.all().right().of() > 0 ? "" : judge);
    }
}
