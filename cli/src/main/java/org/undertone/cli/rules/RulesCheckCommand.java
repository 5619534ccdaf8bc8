package org.undertone.cli.rules;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Emotion;
import org.undertone.inference.model.ModelFolder;
import org.undertone.rules.RuleContext;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.RuleContexts;
import org.undertone.runtime.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Is this rule file right? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells everything that is wrong with a rule file, each with its place.",
            "With --config also what is wrong with it in this setup: profiles, legs, deliveries, what the model hears."
        })
final class RulesCheckCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "The rule file; config/rules.yaml shows every key.")
    private Path file;

    @Option(names = "--config", paramLabel = "FILE", description = "The settings that it is to be used with.")
    private Path config;

    @Override
    public Integer call() {
        try {
            RuleSet rules = RuleSet.load(file, context());
            PrintWriter out = output.out();
            out.printf(
                    Locale.ROOT,
                    "%s is right: %d %s%n",
                    file,
                    rules.names().size(),
                    rules.names().size() == 1 ? "rule" : "rules");
            rules.versions().forEach((name, version) -> out.printf("  %s  %s%n", version, name));
            rules.warnings().forEach(warning -> out.printf("  ! %s%n", warning));
            out.flush();
            return ExitCode.DONE;
        } catch (SettingsException e) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
    }

    private RuleContext context() {
        if (config == null) {
            return RuleContext.of(Set.copyOf(Emotion.all()));
        }
        Settings settings = SettingsFile.loader(System.getenv()).load(config);
        return RuleContexts.of(
                settings,
                ModelFolder.load(settings.model().folder()).description().trained());
    }
}
