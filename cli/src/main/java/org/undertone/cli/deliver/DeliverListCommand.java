package org.undertone.cli.deliver;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.message.AlertMessages;
import org.undertone.runtime.Ledgers;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is on its way, and what is not any more. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what waits to be delivered and the dead letters: what was refused for good or became too old.",
            "Ends with 1 where there are dead letters. What is in the messages is not shown."
        })
final class DeliverListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Option(names = "--dead", description = "The dead letters alone.")
    private boolean dead;

    @Option(names = "--delivered", description = "Also what was delivered.")
    private boolean delivered;

    @Option(names = "--limit", paramLabel = "N", description = "How many are listed, the newest; 100 if not said.")
    private int limit = 100;

    @Option(names = "--json", description = "Prints the same as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit " + limit + ": 1 or more");
        }
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        List<DeliveryRecord> records;
        boolean anyDead;
        try (Ledger ledger = Ledgers.openToRead(settings.get().ledger())) {
            records = ledger.outbox().list(states(), limit);
            // Also one that --limit leaves out.
            anyDead = !ledger.outbox().list(EnumSet.of(DeliveryState.DEAD), 1).isEmpty();
        }
        output.print(json ? WireJson.text(AlertMessages.deliveries(records)) : text(records, anyDead));
        return anyDead ? ExitCode.PROBLEM : ExitCode.DONE;
    }

    private Set<DeliveryState> states() {
        Set<DeliveryState> states = EnumSet.of(DeliveryState.DEAD);
        if (!dead) {
            states.add(DeliveryState.WAITING);
        }
        if (delivered) {
            states.add(DeliveryState.DELIVERED);
        }
        return states;
    }

    private String text(List<DeliveryRecord> records, boolean anyDead) {
        if (records.isEmpty()) {
            return String.format(
                    dead ? "There are no dead letters.%n" : "Nothing waits, and there are no dead letters.%n");
        }
        StringBuilder text = new StringBuilder();
        for (DeliveryRecord record : records) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d  %s  %s for %s  alert %s  written %s  tries %d%s%n",
                    record.id(),
                    record.state().label(),
                    record.verb(),
                    record.destination(),
                    record.alert(),
                    record.createdAt(),
                    record.attempts(),
                    record.lastError().isEmpty() ? "" : "  " + record.lastError()));
        }
        if (anyDead) {
            text.append(String.format(
                    "%nSend dead letters again: undertone deliver again --config %s ID... (or --all-dead)%n",
                    option.config()));
        }
        return text.toString();
    }
}
