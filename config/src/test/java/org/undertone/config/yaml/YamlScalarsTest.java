package org.undertone.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a value is found in the text of its document, however that is written. */
class YamlScalarsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: [{expr: p.sad > 0.7}]",
                "# 0.7 in a comment\nrules:\n  - expr: p.sad > 0.7 # and another",
                "rules:\n  - expr: 'p.sad > 0.7'",
                "rules:\n  - 'expr': \"p.sad > 0.7\"",
                "rules:\n  - expr: >- # folded\n      p.sad\n      > 0.7\n",
                "rules:\r\n  - expr: |\r\n      p.sad > 0.7\r\n",
                "rules:\n  - expr: p.sad\n      > 0.7\n",
                "rules:\n  - expr: \"p.sad \\\n      > 0.7\"",
                "# 客户 \uD83D\uDE00\nrules: [{expr: p.sad > 0.7}]"
            })
    void whereverANumberStands(String yaml) {
        Optional<YamlScalars.Span> span = YamlScalars.of(yaml).find("rules[0].expr", 8, 11);

        assertThat(span.map(at -> yaml.substring(0, at.from()) + "0.75" + yaml.substring(at.to())))
                .contains(new StringBuilder(yaml)
                        .replace(yaml.lastIndexOf("0.7"), yaml.lastIndexOf("0.7") + 3, "0.75")
                        .toString());
    }

    @Test
    void quotesBeforeItAreNoHindrance() {
        String single = "expr: 'top == ''sad'' && p.sad > 0.7'";
        String twofold = "expr: \"top == \\\"sad\\\" && p.sad > 0.7\"";

        assertThat(YamlScalars.of(single).find("expr", 24, 27)).contains(new YamlScalars.Span(33, 36));
        assertThat(YamlScalars.of(twofold).find("expr", 24, 27)).contains(new YamlScalars.Span(33, 36));
    }

    @Test
    void whatIsWrittenOtherwiseThanItReadsIsNotFound() {
        assertThat(YamlScalars.of("expr: \"p.sad > \\x30.7\"").find("expr", 8, 11))
                .isEmpty();
        assertThat(YamlScalars.of("expr: &anchor 'p.sad > 0.7'").find("expr", 8, 11))
                .isEmpty();
        assertThat(YamlScalars.of("expr: p.sad > 0.7").find("other", 8, 11)).isEmpty();
        assertThat(YamlScalars.of("expr: [").find("expr", 0, 1)).isEmpty();
        assertThat(YamlScalars.of("").find("expr", 0, 1)).isEmpty();
    }
}
