package org.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.event.Finding;
import org.undertone.ledger.TestingPostgres;
import org.undertone.ledger.WithPostgres;

@ExtendWith(WithPostgres.class)
class LocalCheckTest {

    @TempDir
    private Path folder;

    @Test
    void aServerThatTakesTheLedgerIsWell(TestingPostgres postgres) {
        assertThat(ledger(postgres.freshUrl(), TestingPostgres.PASSWORD).toString())
                .contains("OK")
                .contains("answers, PostgreSQL")
                .contains("the ledger will be made at the first start");
    }

    @Test
    void aServerThatDoesNotIsAProblemWithWhatToDo(TestingPostgres postgres) {
        assertThat(ledger(postgres.freshUrl(), "hunter2").toString())
                .contains("PROBLEM")
                .contains("check user and password of the ledger")
                .doesNotContain("hunter2");
    }

    private Finding ledger(String url, String password) {
        String yaml = """
                asterisk: {user: undertone, password: x}
                model: {folder: model}
                profiles: [{name: support, queues: [support]}]
                ledger: {url: '%s', user: %s, password: %s}
                """.formatted(url, TestingPostgres.USER, password);
        return new LocalCheck(new SettingsLoader(Map.of()).parse("test", yaml, folder), Clock.systemUTC())
                .run().stream()
                        .filter(finding -> finding.name().equals("ledger"))
                        .findFirst()
                        .orElseThrow();
    }
}
