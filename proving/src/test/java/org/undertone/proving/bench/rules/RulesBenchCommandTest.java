package org.undertone.proving.bench.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.undertone.proving.bench.BenchCommand;
import picocli.CommandLine;

/** Whether the figures are there and agree with each other; how large they are depends on the machine. */
class RulesBenchCommandTest {

    private final StringWriter out = new StringWriter();

    @Test
    void rulesAreTimedByCallsAndByRules() throws IOException {
        int code = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .execute(
                        "rules", "--calls", "5,20", "--rules", "2,6", "--seconds", "4", "--settle", "2", "--json", "-");

        assertThat(code).isZero();
        JsonNode runs = new ObjectMapper().readTree(out.toString()).at("/figures/runs");
        assertThat(runs).hasSize(3).allSatisfy(run -> {
            double micros = run.path("microsAnAssessment").asDouble();
            assertThat(micros).isPositive();
            assertThat(run.path("shareOfOneCore").asDouble())
                    .isBetween(
                            micros * run.path("calls").asInt() * 2 / 1e6 - 1e-3,
                            micros * run.path("calls").asInt() * 2 / 1e6 + 1e-3);
        });
    }
}
