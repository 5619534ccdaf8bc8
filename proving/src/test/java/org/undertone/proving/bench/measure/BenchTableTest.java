package org.undertone.proving.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTableTest {

    private static final BenchTable TABLE = new BenchTable(
            "Legs", List.of("what", "figure"), List.of(List.of("scored", "61.2 %"), List.of("p50", "9 ms")));

    @Test
    void aTerminalGetsColumns() {
        assertThat(TABLE.text()).isEqualTo("""
                Legs

                  what    figure
                  scored  61.2 %
                  p50       9 ms
                """);
    }

    @Test
    void aPageGetsMarkdown() {
        assertThat(TABLE.markdown()).isEqualTo("""
                **Legs**

                | what | figure |
                |---|--:|
                | scored | 61.2 % |
                | p50 | 9 ms |
                """);
    }

    @Test
    void whatWasNotMeasuredIsADash() {
        Spread none = new Spread(List.of());

        assertThat(FigureText.spread(none, 1)).isEqualTo("-");
        assertThat(FigureText.number(none.quantile(0.5), 1)).isEqualTo("-");
        assertThat(FigureText.rounded(none.median())).isNull();
    }

    @Test
    void aSpreadIsToldByItsMiddleAndItsEnds() {
        Spread spread = new Spread(List.of(3.0, 1.0, 2.0, 10.0));

        assertThat(FigureText.spread(spread, 1)).isEqualTo("2.5 (1.0 to 10.0)");
        assertThat(spread.quantile(0.75)).isEqualTo(3);
    }
}
