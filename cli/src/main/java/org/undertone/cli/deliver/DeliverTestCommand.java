package org.undertone.cli.deliver;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.delivery.Deliveries;
import org.undertone.delivery.kind.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does it arrive there? */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Sends one real message to a destination, which says that it is a test, and tells what was answered.",
            "It needs neither a ledger nor a PBX. A help desk opens a ticket, a phone rings."
        })
final class DeliverTestCommand implements Callable<Integer> {

    @Mixin
    private SettingsOption option;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "NAME", description = "The name of a delivery in the settings.")
    private String name;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Settings> settings = option.read(output);
        if (settings.isEmpty()) {
            return ExitCode.BAD_SETTINGS;
        }
        Deliveries deliveries;
        try {
            deliveries = Deliveries.open(settings.get().part(Deliveries.SETTINGS), Clock.systemUTC());
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        if (!deliveries.names().contains(name)) {
            output.error("no delivery '" + name + "' is in the settings; "
                    + (deliveries.names().isEmpty()
                            ? "none is there: docs/deliveries.md shows how to add one"
                            : "there are " + String.join(", ", deliveries.names())));
            return ExitCode.PROBLEM;
        }
        List<Answer> answers = deliveries.test(name, Clock.systemUTC().instant());
        answers.forEach(answer -> output.line(name + ": " + told(answer)));
        return answers.stream().allMatch(Answer.Delivered.class::isInstance) ? ExitCode.DONE : ExitCode.PROBLEM;
    }

    private static String told(Answer answer) {
        if (answer instanceof Answer.Delivered) {
            return "delivered, it " + answer.said();
        }
        return answer instanceof Answer.Refused
                ? "refused for good, it " + answer.said()
                : "not delivered (a real alert would be tried again), it " + answer.said();
    }
}
