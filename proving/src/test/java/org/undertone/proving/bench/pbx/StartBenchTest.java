package org.undertone.proving.bench.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.proving.bench.BenchCommand;
import org.undertone.proving.bench.measure.BenchException;
import picocli.CommandLine;

class StartBenchTest {

    /** This JVM has no such file, as one that was not started by ./undertone. */
    @Test
    void withoutAFileOfClassesThereIsNothingToCompare(@TempDir Path folder) {
        assertThatThrownBy(() -> new StartBench(1, new ArrayList<>()::add, folder).run())
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("run it by ./undertone");
    }

    @Test
    void anOptionThatMakesNoSenseIsTold() {
        StringWriter err = new StringWriter();

        assertThat(new CommandLine(new BenchCommand())
                        .setErr(new PrintWriter(err))
                        .execute(List.of("start", "--rounds", "0").toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--rounds 0: 1 to 100");
    }
}
