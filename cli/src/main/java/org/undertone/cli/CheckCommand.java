package org.undertone.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.undertone.aribridge.check.CheckReport;
import org.undertone.aribridge.check.PbxCheck;
import org.undertone.config.MediaSettings;
import org.undertone.config.Settings;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.event.Finding;
import org.undertone.mediatap.MediaException;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.rtp.PortRange;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The doctor: tells an admin, before any call, what works with these settings and what to do about the rest. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks whether calls can be heard and helped with these settings, with a test call that the PBX makes to"
                    + " itself. Takes some seconds, changes nothing, and may run beside 'undertone run'.",
            "Warnings do not count as problems."
        })
public final class CheckCommand implements Callable<Integer> {

    private static final String SETTINGS = "settings";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Mixin
    private SettingsOption option;

    @Option(names = "--json", description = "Prints the findings and figures as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings;
        try {
            settings = option.load();
        } catch (SettingsException e) {
            return badSettings(e);
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        // Whoever presses Ctrl-C waits until the test call is removed from the PBX.
        Runtime.getRuntime().addShutdownHook(new Thread(ended::join, "undertone-stop"));
        try {
            return look(settings);
        } finally {
            ended.complete(null);
        }
    }

    private int look(Settings settings) {
        Clock clock = Clock.systemUTC();
        LocalCheck here = new LocalCheck(settings, clock);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(SETTINGS, option.config() + " is read"));
        findings.addAll(here.run());
        CheckReport pbx = pbx(settings, clock);
        findings.addAll(pbx.findings());
        Map<String, Number> figures = new LinkedHashMap<>(here.figures());
        figures.putAll(pbx.figures());
        print(new CheckReport(findings, pbx.asterisk(), figures));
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM)
                ? ExitCode.PROBLEM
                : ExitCode.DONE;
    }

    private int badSettings(SettingsException e) {
        if (!json) {
            output.error(e.getMessage());
            return ExitCode.BAD_SETTINGS;
        }
        Finding problem = Finding.problem(
                SETTINGS, String.join("; ", e.problems()), "config/undertone.yaml shows every key with its comment");
        String why = "not looked at, because the settings are wrong";
        List<Finding> findings = Stream.concat(
                        Stream.of(problem),
                        Stream.concat(LocalCheck.NAMES.stream(), PbxCheck.names().stream())
                                .map(name -> Finding.unknown(name, why)))
                .toList();
        print(new CheckReport(findings, Optional.empty(), Map.of()));
        return ExitCode.BAD_SETTINGS;
    }

    private static CheckReport pbx(Settings settings, Clock clock) {
        MediaSettings media = settings.media();
        try (TapPorts ports = new TapPorts(
                media.address(), new PortRange(media.firstPort(), media.lastPort()), media.rest(), clock)) {
            return new PbxCheck(settings, ports, clock).run();
        } catch (MediaException e) {
            String why = "not looked at, because media.address cannot be bound";
            List<Finding> findings = PbxCheck.names().stream()
                    .map(name -> name.equals("ports")
                            ? Finding.problem(name, e.getMessage(), "correct media.address")
                            : Finding.unknown(name, why))
                    .toList();
            return new CheckReport(findings, Optional.empty(), Map.of());
        }
    }

    private void print(CheckReport report) {
        CheckPrint print = new CheckPrint(spec.root().version()[0]);
        output.print(json ? WireJson.text(print.message(report)) : print.text(report));
    }
}
