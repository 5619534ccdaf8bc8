package org.undertone.proving.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTextTest {

    @Test
    void whatIsToldAsNothingHasNoSign() {
        assertThat(FigureText.percent(-0.0003)).isEqualTo("0.0 %");
        assertThat(FigureText.percent(-0.0006)).isEqualTo("-0.1 %");
        assertThat(FigureText.number(-0.004, 2)).isEqualTo("0.00");
        assertThat(FigureText.number(-1.005, 1)).isEqualTo("-1.0");
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(FigureText.percent(1, 0)).isEqualTo("-");
        assertThat(FigureText.number(Double.NaN, 2)).isEqualTo("-");
    }
}
