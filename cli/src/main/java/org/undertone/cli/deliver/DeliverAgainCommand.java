package org.undertone.cli.deliver;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.delivery.Deliveries;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.Outbox;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.runtime.Ledgers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Dead letters, sent again. */
@Command(
        name = "again",
        mixinStandardHelpOptions = true,
        description = {
            "Has dead letters sent again, with the same idempotency key and the same content.",
            "'undertone run' sends them within a second, or when it next starts."
        })
final class DeliverAgainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Option(names = "--all-dead", description = "All dead letters.")
    private boolean allDead;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The numbers that 'deliver list' shows.")
    private List<Long> ids = List.of();

    @Override
    public Integer call() {
        if (allDead == !ids.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "either ID... or --all-dead");
        }
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        try (Ledger ledger = Ledgers.openBeside(settings.get().ledger())) {
            Set<Long> wanted = new LinkedHashSet<>(ids);
            if (allDead) {
                ledger.outbox()
                        .list(EnumSet.of(DeliveryState.DEAD), Integer.MAX_VALUE)
                        .forEach(record -> wanted.add(record.id()));
            }
            boolean all = true;
            for (long id : wanted) {
                all &= again(ledger.outbox(), id, settings.get().part(Deliveries.SETTINGS));
            }
            if (wanted.isEmpty()) {
                output.line("There are no dead letters.");
            }
            return all ? ExitCode.DONE : ExitCode.PROBLEM;
        }
    }

    private boolean again(Outbox outbox, long id, List<DeliverySettings> settings) {
        Optional<DeliveryRecord> found = outbox.find(id);
        if (found.isEmpty()) {
            output.error("there is no delivery " + id + "; 'undertone deliver list' shows their numbers");
            return false;
        }
        DeliveryRecord record = found.get();
        if (record.state() != DeliveryState.DEAD) {
            output.error(noDeadLetter(record));
            return false;
        }
        Optional<Duration> giveUp = settings.stream()
                .filter(delivery -> delivery.name().equals(record.destination()))
                .findFirst()
                .map(delivery -> delivery.terms().giveUp());
        if (giveUp.isEmpty()) {
            output.error("delivery " + id + " is for '" + record.destination()
                    + "', and no delivery of that name is in the settings; add it there first");
            return false;
        }
        if (!outbox.again(id, Clock.systemUTC().instant(), giveUp.get())) {
            // Somebody else was quicker.
            output.error(noDeadLetter(outbox.find(id).orElse(record)));
            return false;
        }
        output.line("delivery " + id + " (" + record.verb() + " for " + record.destination() + ") is sent again");
        return true;
    }

    private static String noDeadLetter(DeliveryRecord record) {
        return "delivery " + record.id() + " is no dead letter, it is "
                + record.state().label();
    }
}
