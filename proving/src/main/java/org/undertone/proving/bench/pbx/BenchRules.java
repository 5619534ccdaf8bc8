package org.undertone.proving.bench.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rules that fire every few windows of any voice, as if by chance, so that there are many alerts to time. */
final class BenchRules {

    private static final String RULES = """
            rules:
              - alert: bench-hundredths
                expr: int(level * 100.0) % 2 == 0
                cooldown: 0s
                actions:
                  - set: {EMOTION: even, "CDR(emotion)": even}
                  - ticket: {subject: "Even"}
              - alert: bench-thousandths
                expr: int(level * 1000.0) % 2 == 0
                cooldown: 0s
                actions:
                  - set: {EMOTION: even}
                  - cue: {text: "Even", by: [tone]}
              - alert: bench-ten-thousandths
                expr: int(level * 10000.0) % 2 == 0
                cooldown: 0s
                actions:
                  - set: {EMOTION: even}
            """;

    private BenchRules() {}

    /** Writes them into that folder. */
    static Path write(Path folder) {
        try {
            return Files.writeString(folder.resolve("bench-rules.yaml"), RULES);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules of the benchmark could not be written into " + folder, e);
        }
    }
}
