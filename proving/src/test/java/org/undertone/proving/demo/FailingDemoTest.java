package org.undertone.proving.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo can fail: with models that lie, and with a supervisor who is heard too early. */
@Tag("asterisk")
class FailingDemoTest {

    @TempDir
    Path folder;

    @Test
    void aModelThatAlwaysSaysNeutralMakesTheDemoFail() {
        TestingDemo demo = TestingDemo.of(false, TestingDemo.ALWAYS_NEUTRAL, folder);

        assertThat(demo.report().holds()).isFalse();
        assertThat(demo.report().checks())
                .as(demo.told())
                .filteredOn(Check::holds)
                .extracting(Check::name)
                .containsExactly(
                        "the tap heard the customer and not the agent",
                        "the PBX has the CDRs it would have had without us, one for a supervisor who joined, and nothing of"
                                + " ours is left on it");
    }

    @Test
    void aSupervisorWhoIsHeardWhereHeShouldOnlyListenMakesTheDemoFail() throws IOException {
        Path rules = Files.writeString(folder.resolve("barge.yaml"), """
                rules:
                  - alert: customer-angry
                    expr: p.angry >= 0.6
                    for: 2s
                    actions:
                      - supervise: {ring: [PJSIP/supervisor], mode: barge}
                """);

        TestingDemo demo = new TestingDemo(false, TestingDemo.SHIPPED, List.of(rules), folder);

        assertThat(demo.report().checks())
                .as(demo.told())
                .filteredOn(check -> !check.holds())
                .extracting(Check::name)
                .containsExactly(
                        "while listening, the supervisor heard both and was heard by nobody",
                        "the ledger knows who took part when");
    }

    @Test
    void aModelThatAlwaysSaysAngryMakesTheCalmDemoFail() {
        TestingDemo demo = TestingDemo.of(true, TestingDemo.ALWAYS_ANGRY, folder);

        assertThat(demo.report().holds()).isFalse();
        assertThat(demo.report().checks())
                .as(demo.told())
                .extracting(Check::holds)
                .startsWith(false, false, false);
    }
}
