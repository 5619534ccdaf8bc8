package org.undertone.cli.rules;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Emotion;
import org.undertone.evaluation.ruletest.RuleTest;
import org.undertone.evaluation.ruletest.RuleTestFile;
import org.undertone.rules.RuleSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Do these rules do what their author thinks? */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Plays rules what tests describe, as promtool does with those of Prometheus: how a voice sounds over time, and"
                    + " which alerts must come of it, no more and no less. docs/rules.md tells how to write one."
        })
final class RulesTestCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of tests; config/rules-test.yaml is one.")
    private List<Path> files;

    @Override
    public Integer call() {
        int failed = 0;
        int passed = 0;
        PrintWriter out = output.out();
        try {
            for (Path file : files) {
                RuleTestFile tests = RuleTestFile.load(file);
                for (Path ruleFile : tests.ruleFiles()) {
                    RuleSet rules = RuleSet.load(ruleFile, Set.copyOf(Emotion.all()));
                    for (RuleTest test : tests.tests()) {
                        List<String> problems = test.run(rules);
                        passed += problems.isEmpty() ? 1 : 0;
                        failed += problems.isEmpty() ? 0 : 1;
                        out.printf("  %s  %s%n", problems.isEmpty() ? "✔" : "✘", test.name());
                        problems.forEach(problem -> out.printf("       %s%n", problem));
                    }
                }
            }
        } catch (SettingsException e) {
            out.flush();
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        out.printf(Locale.ROOT, "%d passed, %d failed%n", passed, failed);
        out.flush();
        return failed == 0 ? ExitCode.DONE : ExitCode.PROBLEM;
    }
}
