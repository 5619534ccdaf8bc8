package org.undertone.cli.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.read.SettingsLoader;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.TestingPostgres;
import org.undertone.ledger.WithPostgres;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.runtime.Ledgers;
import picocli.CommandLine;

@ExtendWith(WithPostgres.class)
class CallsOnPostgresTest {

    @TempDir
    private Path folder;

    @Test
    void callsAreToldFromAServerAsFromAFile(TestingPostgres postgres) throws IOException {
        Path file = settings("file.yaml", folder.resolve("undertone.db").toString());
        Path server = settings(
                "server.yaml",
                "{url: '%s', user: %s, password: %s}"
                        .formatted(postgres.freshUrl(), TestingPostgres.USER, TestingPostgres.PASSWORD));
        for (Path settings : List.of(file, server)) {
            try (Ledger ledger =
                    Ledgers.open(new SettingsLoader(Map.of()).load(settings).ledger())) {
                Examples.full(ledger);
                Examples.overload(ledger);
                // Beside who writes it.
                assertThat(run(settings)).contains(Examples.CALL.linkedId());
            }
        }

        assertThat(run(server)).isEqualTo(run(file));
        assertThat(run(server, "--json")).isEqualTo(run(file, "--json"));
        assertThat(run(server, Examples.CALL.linkedId()))
                .isEqualTo(run(file, Examples.CALL.linkedId()))
                .contains("ticket 1");
        assertThat(run(server, "--load")).isEqualTo(run(file, "--load")).contains("123 %");
        assertThat(run(server, "--load", "--json")).isEqualTo(run(file, "--load", "--json"));
        assertThat(run(server, "--json", Examples.CALL.linkedId()))
                .isEqualTo(run(file, "--json", Examples.CALL.linkedId()));
    }

    @Test
    void aServerWithoutALedgerIsNamedWithoutItsPassword(TestingPostgres postgres) throws IOException {
        String url = postgres.freshUrl();
        Path settings = settings(
                "server.yaml", url + "&user=" + TestingPostgres.USER + "&password=" + TestingPostgres.PASSWORD);
        List<Exception> thrown = new ArrayList<>();

        new CommandLine(new CallsCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    thrown.add(e);
                    return 1;
                })
                .execute("--config", settings.toString());

        assertThat(thrown).singleElement().satisfies(e -> assertThat(e)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("there is none yet; 'undertone run' makes it")
                .hasMessageContaining(url.replaceFirst("\\?.*", ""))
                .hasMessageNotContaining(TestingPostgres.PASSWORD));
    }

    private Path settings(String name, String ledger) throws IOException {
        return Files.writeString(folder.resolve(name), """
                asterisk: {user: undertone, password: x}
                model: {folder: model}
                profiles: [{name: support, queues: [support]}]
                ledger: %s
                """.formatted(ledger));
    }

    private static String run(Path settings, String... arguments) {
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of("--config", settings.toString()));
        all.addAll(List.of(arguments));
        int exit = new CommandLine(new CallsCommand())
                .setOut(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        assertThat(exit).isZero();
        return out.toString();
    }
}
