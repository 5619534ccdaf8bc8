package org.undertone.app.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.undertone.app.ExitCode;
import org.undertone.app.Ledgers;
import org.undertone.app.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.ledger.JudgedAlert;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.Verdicts;
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
    private SettingsOption options;

    @Option(names = "--days", paramLabel = "N", description = "Alerts of the last so many days; 28 if not said.")
    private int days = 28;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The time zone of the hours, such as Europe/Berlin; this machine's if not said.")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(names = "--json", description = "Prints the same as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        if (days < 1) {
            throw new ParameterException(spec.commandLine(), "--days " + days + ": 1 or more");
        }
        Optional<Settings> settings = options.settings();
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        try (Ledger ledger = Ledgers.openToRead(settings.get().ledger())) {
            List<JudgedAlert> alerts =
                    new Verdicts(ledger).since(InstantSource.system().instant().minus(Duration.ofDays(days)));
            AlertReview review = AlertReview.of(alerts, zone);
            options.print(json ? ReviewText.json(review) : told(review));
            return ExitCode.DONE;
        }
    }

    private String told(AlertReview review) {
        if (review.all().alerts() == 0) {
            return "No alert fired in the last " + days + " days." + System.lineSeparator();
        }
        String judge = "Nobody judged one: undertone rules judge --config " + options.config() + " ALERT right|wrong"
                + System.lineSeparator();
        return ReviewText.text(review) + (review.all().right().of() > 0 ? "" : judge);
    }
}
