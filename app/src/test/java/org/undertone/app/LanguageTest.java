package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed and written does not depend on the language of the machine. */
class LanguageTest {

    @TempDir
    private Path folder;

    // In Turkish the capital of i is none of I; in Egypt figures have digits of their own.
    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "ar-EG"})
    void theHelpIsAsItWas(String language) throws Exception {
        assertThat(printed(language, "calls", "--help")).isEqualTo("""
                Usage: undertone calls [-hV] [--json] [--load] --config=FILE [--limit=N] [ID]
                Lists the newest calls, or tells one from its start to its end: what was heard,
                what was not and why, what was done.
                A call begins when its parties are connected: a caller who waits in a queue is
                not heard, and who gives up there is in no list.
                With --load it lists when less, or more, was heard because of too much load.
                Reads the ledger only, and may run beside 'undertone run'. Times are of this
                machine's zone.
                      [ID]            Tells this call; its linkedid, as the list, CDRs and
                                        Undertone's log have it.
                      --config=FILE   The settings; config/undertone.yaml shows every key.
                  -h, --help          Show this help message and exit.
                      --json          Prints the same as JSON.
                      --limit=N       How many calls, or steps of the load, are listed; 20 if
                                        not said.
                      --load          Lists the newest steps of the load in place of calls.
                  -V, --version       Print version information and exit.
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "tr-TR", "ar-EG"})
    void theShippedRulesAreRight(String language) throws Exception {
        assertThat(printed(language, "rules", "test", "../config/rules-test.yaml"))
                .endsWith("27 passed, 0 failed\n");
    }

    private String printed(String language, String... arguments) throws Exception {
        Locale locale = Locale.forLanguageTag(language);
        List<String> options =
                List.of("-Duser.language=" + locale.getLanguage(), "-Duser.country=" + locale.getCountry());
        try (TestingProcess program = TestingProcess.start(folder, options, arguments)) {
            assertThat(program.exit()).as(program.output()).isZero();
            return program.output();
        }
    }
}
