package org.undertone.proving.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of this process, after a collection.
 *
 * @param heap bytes in use
 * @param resident bytes that the process holds, with what lies outside the heap; not a number where the system does not
 *     tell
 */
public record Memory(double heap, double resident) {

    /** Collects garbage first, which takes a while. */
    public static Memory now() {
        System.gc();
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentKiB() * 1024);
    }

    /** See proc(5). */
    private static double residentKiB() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
