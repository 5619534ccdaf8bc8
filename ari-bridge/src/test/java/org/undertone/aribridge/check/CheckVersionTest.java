package org.undertone.aribridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.core.event.Finding;

class CheckVersionTest {

    @ParameterizedTest
    @CsvSource({
        "22.10.1+dfsg+~cs6.17.60671434-1, OK",
        "20.5.0, OK",
        "18.20.0, OK",
        "21.0.0, OK",
        "23.1.0, OK",
        "certified-20.7-cert3, OK",
        "20.4.9, WARNING",
        "18.19.0, WARNING",
        "19.8.1, WARNING",
        "16.28.0~dfsg-0+deb11u4, WARNING",
        "certified/18.9-cert5, WARNING",
        "GIT-master-1234567, WARNING",
        "16.5.1, PROBLEM",
        "13.38.3, PROBLEM"
    })
    void theVersionTellsWhatWorks(String version, Finding.State state) {
        assertThat(CheckVersion.judge(version).state()).isEqualTo(state);
    }

    @Test
    void aVersionThatWasNotTestedIsToldSo() {
        assertThat(CheckVersion.judge("24.0.0").detail())
                .isEqualTo("Asterisk 24.0.0; Undertone is tested with 20 to 23");
        assertThat(CheckVersion.judge("22.5.2").detail()).isEqualTo("Asterisk 22.5.2");
    }
}
