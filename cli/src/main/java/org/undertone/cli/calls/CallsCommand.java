package org.undertone.cli.calls;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.SettingsOption;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.CallId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.message.CallMessages;
import org.undertone.ledger.story.CallStory;
import org.undertone.runtime.Ledgers;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why was this call not heard? Tells what the ledger keeps of it. */
@Command(
        name = "calls",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the newest calls, or tells one from its start to its end: what was heard, what was not and why, what"
                    + " was done.",
            "A call begins when its parties are connected: a caller who waits in a queue is not heard, and who gives up there"
                    + " is in no list.",
            "With --load it lists when less, or more, was heard because of too much load.",
            "Reads the ledger only, and may run beside 'undertone run'. Times are of this machine's zone."
        })
public final class CallsCommand implements Callable<Integer> {

    private static final String WAITING =
            "A caller who waits in a queue is not heard, and who gives up there is in no list.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private SettingsOption option;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many calls, or steps of the load, are listed; 20 if not said.")
    private int limit = 20;

    @Option(names = "--load", description = "Lists the newest steps of the load in place of calls.")
    private boolean load;

    @Option(names = "--json", description = "Prints the same as JSON.")
    private boolean json;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "Tells this call; its linkedid, as the list, CDRs and Undertone's log have it.")
    private String id;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit " + limit + ": 1 or more");
        }
        if (load && id != null) {
            throw new ParameterException(spec.commandLine(), "either --load or ID: load is of all calls together");
        }
        Settings settings;
        try {
            settings = option.load();
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        try (Ledger ledger = Ledgers.openToRead(settings.ledger())) {
            return load ? steps(ledger) : id == null ? list(ledger) : tell(ledger);
        }
    }

    private int steps(Ledger ledger) {
        LoadSteps steps = LoadSteps.read(ledger, limit, ZoneId.systemDefault());
        print(json ? steps.json() : steps.text());
        return ExitCode.DONE;
    }

    private int list(Ledger ledger) {
        ZoneId zone = ZoneId.systemDefault();
        List<CallStory> calls = ledger.calls().newestIds(limit).stream()
                .flatMap(call -> CallStory.read(ledger, call).stream())
                .toList();
        print(
                json
                        ? WireJson.text(CallMessages.list(calls))
                        : new CallsTable(zone).text(calls) + String.format("%n%s%n", WAITING));
        return ExitCode.DONE;
    }

    private int tell(Ledger ledger) {
        ZoneId zone = ZoneId.systemDefault();
        Optional<CallStory> story = id.isBlank() ? Optional.empty() : CallStory.read(ledger, new CallId(id));
        if (story.isEmpty()) {
            output.error(unknown(ledger));
            return ExitCode.PROBLEM;
        }
        print(json ? WireJson.text(CallMessages.whole(story.get())) : new StoryText(zone).text(story.get()));
        return ExitCode.DONE;
    }

    private String unknown(Ledger ledger) {
        String known = "the ledger " + ledger.place() + " knows no call '" + id + "'";
        List<CallId> calls = ledger.calls().ofLeg(id);
        return calls.isEmpty()
                ? known + ": try 'undertone calls --config " + option.config()
                        + "', which lists those it knows, by their linkedid. A caller who gave up in a queue is not"
                        + " among them, since waiting is not heard"
                : known + ", but this is a leg of " + calls.get(0) + ": try 'undertone calls --config "
                        + option.config() + " " + calls.get(0) + "'";
    }

    private void print(String text) {
        output.print(text);
    }
}
