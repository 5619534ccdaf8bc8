package org.undertone.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void whatASpreadsheetWouldComputeIsATextAndANumberStaysANumber() {
        assertThat(CsvText.line(List.of("=1+1", "@sum", "+a", "-1-1"))).isEqualTo("'=1+1,'@sum,'+a,'-1-1\r\n");
        assertThat(CsvText.line(List.of("-0.0045", "+3", "-1.0E-4", "0.5", "")))
                .isEqualTo("-0.0045,+3,-1.0E-4,0.5,\r\n");
    }

    @Test
    void aCellWithACommaAQuoteOrALineIsQuoted() {
        assertThat(CsvText.line(List.of("a,b", "say \"no\"", "two\nlines")))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    }
}
