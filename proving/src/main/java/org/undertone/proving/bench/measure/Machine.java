package org.undertone.proving.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.undertone.inference.bench.BareLoop;

/** What a measurement was made on, and when. */
public final class Machine {

    private Machine() {}

    /** How many this process may use. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The facts that a figure means nothing without. */
    public static Map<String, String> facts(String model, InstantSource clock) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "date",
                DateTimeFormatter.ISO_INSTANT.format(
                        clock.instant().truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC)));
        facts.put("machine", cores() + " cores, " + processor() + ", " + memory());
        facts.put("system", property("os.name") + " " + property("os.version") + ", Java " + property("java.version"));
        facts.put("model", model + ", ONNX Runtime " + BareLoop.runtime() + ", CPU");
        facts.put("GPU", "not measured");
        return facts;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException e) {
            return property("os.arch");
        }
    }

    private static String memory() {
        double bytes = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
        return String.format(Locale.ROOT, "%.0f GiB", bytes / (1L << 30));
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
