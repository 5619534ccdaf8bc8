package org.undertone.proving.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as it is shipped. */
@Tag("asterisk")
class DemoTest {

    @TempDir
    Path folder;

    @Test
    void aCustomerWhoBecomesAngryIsHeardAndHelped() {
        TestingDemo demo = TestingDemo.of(false, TestingDemo.SHIPPED, folder);

        assertThat(demo.report().checks()).as(demo.told()).hasSize(13).allMatch(Check::holds);
        assertThat(demo.timeline())
                .contains(
                        "alert     customer-angry",
                        "on both legs, read back",
                        "supervise coach: the agent alone hears");
        assertThat(demo.report().figures().tapSetUp()).isPresent();
        assertThat(demo.report().figures().toAssessment()).hasSizeGreaterThan(20);
        assertThat(demo.report().figures().toCue()).isPresent();
        assertThat(demo.report().figures().toJoin()).isPresent();
    }

    @Test
    void aCustomerWhoStaysCalmIsLeftAlone() {
        TestingDemo demo = TestingDemo.of(true, TestingDemo.SHIPPED, folder);

        assertThat(demo.report().checks()).as(demo.told()).hasSize(5).allMatch(Check::holds);
    }
}
