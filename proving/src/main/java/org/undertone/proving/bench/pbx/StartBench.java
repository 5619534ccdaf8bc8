package org.undertone.proving.bench.pbx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.undertone.cli.Shipped;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.Script;
import org.undertone.proving.bench.measure.BenchException;
import org.undertone.proving.bench.measure.BenchPause;

/**
 * Starts the whole program again and again beside a private Asterisk in which a call goes on, with the classes that
 * {@code ./undertone} has written down and without, in turns.
 */
final class StartBench {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLASSES = "-XX:SharedArchiveFile=";
    private static final Pattern TOLD = Pattern.compile("that took ([\\d.]+) s from the start of the program: (.*)");
    private static final Pattern PART = Pattern.compile("([A-Za-z ]+) ([\\d.]+) s");

    private final int rounds;
    private final Consumer<String> progress;
    private final Path folder;

    /**
     * Makes one.
     *
     * @param rounds how often each way is started
     * @param progress takes a line for whoever waits
     * @param folder for what the program writes
     */
    StartBench(int rounds, Consumer<String> progress, Path folder) {
        this.rounds = rounds;
        this.progress = progress;
        this.folder = folder;
    }

    /**
     * One start.
     *
     * @param classes whether the classes were written down
     * @param seconds from the start of the process until it hears calls, by the program itself
     * @param heard the same, until the tap of the call that went on was seen on the PBX
     * @param parts seconds of each part, which may overlap
     */
    record Start(boolean classes, double seconds, double heard, Map<String, Double> parts) {}

    List<Start> run() throws IOException {
        if (archive().isEmpty()) {
            throw new BenchException(
                    "there is no file of classes to compare with: run it by ./undertone, from a folder that"
                            + " can be written");
        }
        List<Start> starts = new ArrayList<>();
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            lab.phones().customer().call("601", Script.silent());
            lab.awaitConversations(1, PATIENCE);
            Path settings = settings(lab.pbx());
            for (int round = 0; round < rounds; round++) {
                progress.accept((round + 1) + " of " + rounds);
                // So that a busy moment hurts both alike.
                boolean first = round % 2 == 0;
                starts.add(start(lab, settings, first));
                starts.add(start(lab, settings, !first));
            }
            lab.reset();
        }
        return starts;
    }

    private static Optional<String> archive() {
        return options().filter(option -> option.startsWith(CLASSES)).findFirst();
    }

    private static Stream<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream();
    }

    private Path settings(Pbx pbx) throws IOException {
        Path file = folder.resolve("undertone.yaml");
        Path home = Shipped.file("").toAbsolutePath();
        return Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        """
                        asterisk: {url: '%s', user: '%s', password: '%s', app: undertone-bench}
                        model: {folder: '%s', accelerator: cpu}
                        rules: '%s'
                        profiles: [{name: support, dids: ['601']}]
                        """,
                        pbx.httpUri(),
                        pbx.ariUser(),
                        pbx.ariPassword(),
                        home.resolve("inference/models/moonshine-tiny-emotion"),
                        home.resolve("config/rules.yaml")));
    }

    private Start start(Lab lab, Path settings, boolean classes) throws IOException {
        Files.deleteIfExists(folder.resolve("undertone.db"));
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options().filter(option -> classes || !option.startsWith(CLASSES)).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.undertone.app.Undertone", "run"));
        command.addAll(List.of("--config", settings.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long began = System.nanoTime();
            await(process, log, () -> isHeard(lab));
            double heard = (System.nanoTime() - began) / 1e9;
            Matcher told = await(
                    process, log, () -> TOLD.matcher(Files.readString(log)).find());
            return new Start(classes, Double.parseDouble(told.group(1)), heard, parts(told.group(2)));
        } finally {
            end(process);
        }
    }

    private static boolean isHeard(Lab lab) {
        return lab.pbx().channels().stream().anyMatch(channel -> channel.name().startsWith("WebSocket/"));
    }

    /** Something that may be so by now. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static Matcher await(Process process, Path log, Condition condition) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new BenchException("the program did not start:\n" + Files.readString(log));
            }
            BenchPause.pause(Duration.ofMillis(10));
        }
        Matcher told = TOLD.matcher(Files.readString(log));
        var unused = told.find();
        return told;
    }

    private static Map<String, Double> parts(String told) {
        Map<String, Double> parts = new LinkedHashMap<>();
        Matcher part = PART.matcher(told);
        while (part.find()) {
            parts.put(part.group(1).strip(), Double.parseDouble(part.group(2)));
        }
        return parts;
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
