package org.undertone.proving.bench.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.proving.bench.BenchCommand;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.taps.TapsTurn.Way;
import picocli.CommandLine;

class TapsBenchTest {

    /** On the real PBX, as short as can be: that all is measured, not how it comes out. */
    @Test
    @Tag("asterisk")
    void bothWaysAreMeasuredOnAGoodLineAndOnAPoorOne() {
        TapsPlan plan = new TapsPlan(2, Duration.ofMillis(500), Duration.ofSeconds(1), 1, Duration.ofMillis(100), 0.01);
        List<String> told = new ArrayList<>();

        TapsRun run = new TapsBench(plan, Clock.systemUTC(), told::add).run();

        assertThat(told).contains("warming up", "2 of 7: RTP", "7 of 7: websocket, poor line");
        for (Way way : List.of(Way.RTP, Way.WEBSOCKET, Way.POOR_RTP, Way.POOR_WEBSOCKET)) {
            assertThat(run.setUpMillis(way).sorted())
                    .as(way.label())
                    .isNotEmpty()
                    .allMatch(millis -> millis > 0);
            assertThat(run.lateMillis(way).sorted()).as(way.label()).isNotEmpty();
            assertThat(run.packets(way)).as(way.label()).isPositive();
        }
        assertThat(TapsReport.of(run, "bench taps", Map.of()).text())
                .contains("tap set-up, p95, ms", "PBX, CPU ms/s a leg", "On a poor line", "sound missing");
    }

    @Test
    void whatATapCostsIsWhatIsUsedBeyondTheSameCallsWithoutTaps() {
        TapsPlan plan = new TapsPlan(10, Duration.ZERO, Duration.ofSeconds(2), 1, Duration.ZERO, 0);
        TapsRun run = new TapsRun(
                plan, List.of(turn(Way.NOT_HEARD, 100, 20), turn(Way.RTP, 200, 60), turn(Way.WEBSOCKET, 180, 40)));

        assertThat(run.pbxMillis(Way.RTP).median()).isEqualTo(5);
        assertThat(run.pbxMillis(Way.WEBSOCKET).median()).isEqualTo(4);
        assertThat(run.processMillis(Way.RTP).median()).isEqualTo(2);
        assertThat(run.processMillis(Way.WEBSOCKET).median()).isEqualTo(1);
        assertThat(run.behindShare(Way.RTP)).isEqualTo(0.02);
    }

    private static TapsTurn turn(Way way, long pbxMillis, long processMillis) {
        return new TapsTurn(
                way,
                Duration.ofSeconds(2),
                List.of(20.0),
                List.of(0.0),
                List.of(0.0),
                List.of(40.0),
                new CpuTimes(0, processMillis * 1_000_000, 0, 0, 0),
                pbxMillis * 1_000_000,
                0.5,
                100,
                0);
    }

    @Test
    void aPoorLineKeepsTheOrderAndHoldsUpWhatFollowsALoss() {
        long jitter = Duration.ofMillis(300).toNanos();
        PoorLine datagrams = new PoorLine(new Random(1), Duration.ofMillis(300), 0.01);
        PoorLine stream = new PoorLine(new Random(1), Duration.ofMillis(300), 0.01);
        long latest = 0;
        long before = Long.MIN_VALUE;
        for (long now = 0;
                now < Duration.ofMinutes(2).toNanos();
                now += Duration.ofMillis(20).toNanos()) {
            assertThat(datagrams.datagramArrives(now)).isBetween(now, now + jitter);
            long arrives = stream.streamArrives(now);
            assertThat(arrives).isGreaterThanOrEqualTo(Math.max(now, before));
            before = arrives;
            latest = Math.max(latest, arrives - now);
        }

        assertThat(Duration.ofNanos(latest)).isBetween(Duration.ofMillis(310), Duration.ofMillis(1_500));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --calls 0     | --calls 0: 1 to 60
                    --seconds 0   | --seconds 0: 1 to 120
                    --rounds 0    | --rounds 0: 1 to 20
                    --jitter much | --jitter much: a duration such as 300ms
                    --loss 100    | --loss 100.0: 0 to less than 100
                    """)
    void anOptionThatMakesNoSenseIsTold(String options, String told) {
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("taps"));
        arguments.addAll(List.of(options.split(" ", -1)));

        assertThat(new CommandLine(new BenchCommand())
                        .setErr(new PrintWriter(err))
                        .execute(arguments.toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith(told);
    }
}
