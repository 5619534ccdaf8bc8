package org.undertone.proving.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.cli.Output;
import org.undertone.cli.Shipped;
import org.undertone.lab.LabOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The demo: exits with 0 only if every check holds. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Plays a call on a private Asterisk whose customer becomes angry, and shows what Undertone does.")
public final class DemoCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(names = "--calm", description = "The customer stays calm: nothing may happen.")
    private boolean calm;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the checks and figures there too.")
    private Path json;

    @Option(names = "--model", paramLabel = "DIR", description = "Another model folder.")
    private Path model = Shipped.MODEL;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Another rule file, instead of config/rules.yaml and config/demo/rules.yaml together; give it"
                    + " again for one more. Only what the rules ask for is then judged.")
    private List<Path> rules = List.of(Shipped.RULES, Shipped.file("config/demo/rules.yaml"));

    @Override
    public Integer call() throws IOException {
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw new ParameterException(spec.commandLine(), "--json " + json + ": there is no such folder");
        }
        PrintWriter out = output.out();
        Path folder = Files.createTempDirectory("undertone-demo-");
        Thread onSignal = new Thread(() -> remove(folder), "undertone-demo-stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            DemoOptions options = new DemoOptions(calm, model, rules, LabOptions.defaults());
            DemoReport report = new Demo(options, new Timeline(out), Clock.systemUTC()).run(folder);
            out.printf("%n%s%n%s%n", report.table(), report.holds() ? "All checks hold." : "Not all checks hold.");
            out.flush();
            if (json != null) {
                write(report);
            }
            return report.holds() ? 0 : 1;
        } finally {
            remove(folder);
        }
    }

    private void write(DemoReport report) throws IOException {
        new ObjectMapper()
                .registerModule(new Jdk8Module())
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(json.toFile(), report.json());
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} is gone already: {}", folder, e.toString());
        }
    }
}
