package org.undertone.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.LedgerSettings;
import org.undertone.config.Secret;
import org.undertone.config.yaml.SettingsException;

class LedgerSettingsTest {

    private static final String SMALLEST = """
            asterisk: {user: undertone, password: x}
            model: {folder: model}
            profiles: [{name: support, queues: [support]}]
            """;

    private final SettingsLoader loader = new SettingsLoader(Map.of("LEDGER_PASSWORD", "hunter2"));

    @Test
    void theLedgerIsAFileBesideTheSettingsUnlessTheySayAnother() {
        assertThat(ledger("")).isEqualTo(file("/etc/undertone/undertone.db"));
        assertThat(ledger("ledger: calls.db")).isEqualTo(file("/etc/undertone/calls.db"));
        assertThat(ledger("ledger: /var/lib/undertone.db")).isEqualTo(file("/var/lib/undertone.db"));
        assertThat(ledger("ledger: jdbc:sqlite:calls.db")).isEqualTo(file("/etc/undertone/calls.db"));
        assertThat(ledger("ledger: {url: calls.db}")).isEqualTo(file("/etc/undertone/calls.db"));
    }

    @Test
    void theLedgerMayBeOnAServerWhoseUrlSaysAll() {
        String url = "jdbc:postgresql://db.example/undertone?user=undertone&password=hunter2";

        assertThat(ledger("ledger: " + url))
                .isEqualTo(new LedgerSettings.Server(new Secret(url), Optional.empty(), Optional.empty()));
    }

    @Test
    void userAndPasswordMayStandBesideTheUrlAndDoNotShowInLogs() {
        LedgerSettings ledger = ledger("ledger: {url: 'jdbc:postgresql://db.example/undertone?currentSchema=pbx1',"
                + " user: undertone, password: '${LEDGER_PASSWORD}'}");

        assertThat(ledger)
                .isEqualTo(new LedgerSettings.Server(
                        new Secret("jdbc:postgresql://db.example/undertone?currentSchema=pbx1"),
                        Optional.of("undertone"),
                        Optional.of(new Secret("hunter2"))));
        assertThat(ledger.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://u:hunter2@db/undertone",
                "postgresql://u:hunter2@db/undertone",
                "postgres://u:hunter2@db/undertone",
                "jdbc:sqlite::memory:"
            })
    void anotherKindOfPlaceIsRefusedWithoutRepeatingItsPassword(String place) {
        assertThatThrownBy(() -> ledger("ledger: '" + place + "'"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ledger: ")
                .hasMessageContaining("is not understood; write a file's path, or a URL such as jdbc:postgresql://")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatDoesNotGoTogetherIsTold() {
        assertThatThrownBy(() -> ledger("ledger: {url: 'jdbc:postgresql://db/u?password=hunter2', password: x}"))
                .hasMessageContaining("ledger.url: says a user or password as well")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> ledger("ledger: {url: calls.db, user: undertone}"))
                .hasMessageContaining("ledger.user: is for a server alone");
        assertThatThrownBy(() -> ledger("ledger: {schema: pbx1}"))
                .hasMessageContaining("ledger.url: is missing")
                .hasMessageContaining("ledger.schema: is not known here; known are url, user, password");
    }

    private LedgerSettings ledger(String yaml) {
        return loader.parse("undertone.yaml", SMALLEST + yaml, Path.of("/etc/undertone"))
                .ledger();
    }

    private static LedgerSettings file(String path) {
        return new LedgerSettings.File(Path.of(path));
    }
}
