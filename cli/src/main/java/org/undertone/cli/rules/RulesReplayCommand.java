package org.undertone.cli.rules;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.Shipped;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Role;
import org.undertone.evaluation.alarms.RecordingEars;
import org.undertone.evaluation.alarms.ReplayMessages;
import org.undertone.evaluation.alarms.Replayed;
import org.undertone.evaluation.alarms.Replayer;
import org.undertone.inference.OpenModel;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelFolder;
import org.undertone.rules.RuleSet;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What would these rules have done in these calls? */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Hears recordings by the code that hears live calls and its usual settings, and tells which alerts would have"
                    + " fired, when, and why. Nothing is done.",
            "Reads every sound file that ffmpeg reads; all its channels are heard as one voice, so rules with overlap"
                    + " cannot fire."
        })
final class RulesReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Parameters(arity = "1..*", paramLabel = "RECORDING", description = "The recordings, a call each.")
    private List<Path> recordings;

    @Option(names = "--rules", required = true, paramLabel = "FILE", description = "The rule file.")
    private Path rules;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

    @Option(names = "--role", paramLabel = "ROLE", description = "Whose voice it is: customer (if not said) or agent.")
    private String role = Role.CUSTOMER.label();

    @Option(names = "--profile", paramLabel = "NAME", description = "The profile of the calls; support if not said.")
    private String profile = "support";

    @Option(names = "--queue", paramLabel = "NAME", description = "The queue of the calls; none if not said.")
    private String queue = "";

    @Option(names = "--csv", description = "Prints the same as CSV (RFC 4180), a line an alert.")
    private boolean csv;

    @Option(names = "--json", description = "Prints the same as JSON, with the windows that led to each alert.")
    private boolean json;

    @Override
    public Integer call() {
        Role whose = whose();
        ModelFolder folder = ModelFolder.load(model);
        RuleSet set;
        try {
            set = RuleSet.load(rules, folder.description().trained());
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        set.warnings().forEach(warning -> output.note("! " + warning));
        List<Replayed> replayed = new ArrayList<>();
        int unread = 0;
        try (OpenModel open = OpenModel.open(folder, Accelerator.AUTO, InstantSource.system())) {
            Replayer replayer = new Replayer(
                    new RecordingEars(open), set, new Replayer.Setting(whose, profile, queue, Instant.EPOCH));
            for (Path recording : recordings) {
                AudioFile read = new AudioFiles("ffmpeg").read(recording);
                if (read instanceof AudioFile.Sound sound) {
                    replayed.add(replayer.replay(recording, sound.samples()));
                } else {
                    unread++;
                    String reason = read instanceof AudioFile.Unreadable not ? not.reason() : "cannot be read";
                    output.error(recording + " " + reason);
                }
            }
        }
        print(replayed);
        return unread == 0 ? ExitCode.DONE : ExitCode.PROBLEM;
    }

    private Role whose() {
        return switch (role) {
            case "customer" -> Role.CUSTOMER;
            case "agent" -> Role.AGENT;
            default -> throw new ParameterException(spec.commandLine(), "--role " + role + ": customer or agent");
        };
    }

    private void print(List<Replayed> replayed) {
        output.print(
                json
                        ? WireJson.text(ReplayMessages.of(replayed))
                        : csv ? ReplayText.csv(replayed) : ReplayText.text(replayed));
    }
}
