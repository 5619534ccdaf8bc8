package org.undertone.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.RemoteSettings;
import org.undertone.config.Secret;
import org.undertone.config.yaml.SettingsException;

class RemoteSettingsTest {

    private static final Path FOLDER = Path.of("/etc/undertone");
    private static final String SMALLEST = """
            asterisk: {user: undertone, password: secret}
            model: {folder: model}
            profiles: [{name: support, queues: [support]}]
            """;

    private final SettingsLoader loader = new SettingsLoader(Map.of());

    @Test
    void theShippedFileShowsEveryKeyOfARemoteServerWithItsDefault() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("undertone.yaml"));
        List<String> remote = lines.subList(lines.indexOf("  # remote:"), lines.size()).stream()
                .takeWhile(line -> line.startsWith("  #"))
                .map(line -> line.replaceFirst("# ", ""))
                .filter(line -> !line.contains(" ca: "))
                .toList();
        String shipped = SMALLEST.replace("model: {folder: model}", "model:\n  folder: model")
                .replaceFirst(
                        "  folder: model\n",
                        "  folder: model\n" + String.join("\n", remote).replace("$", "\\$") + "\n");
        SettingsLoader withToken = new SettingsLoader(Map.of("UNDERTONE_MODEL_TOKEN", "from-environment"));

        RemoteSettings shown =
                withToken.parse("shown", shipped, FOLDER).model().remote().orElseThrow();
        RemoteSettings smallest = remote("{url: 'https://gpu.example:8000'}");

        assertThat(remote)
                .map(line -> line.strip().replaceFirst(":.*", ""))
                .containsExactly(
                        "remote",
                        "url",
                        "protocol",
                        "model-name",
                        "model-version",
                        "deadline",
                        "concurrency",
                        "token",
                        "fallback");
        assertThat(shown.token()).contains(new Secret("from-environment"));
        assertThat(shown.modelName()).contains("moonshine-tiny-emotion");
        assertThat(shown.modelVersion()).contains("1");
        assertThat(shown)
                .usingRecursiveComparison()
                .ignoringFields("token", "modelName", "modelVersion")
                .isEqualTo(smallest);
        assertThat(smallest)
                .isEqualTo(new RemoteSettings(
                        URI.create("https://gpu.example:8000/"),
                        RemoteSettings.Protocol.HTTP,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMillis(500),
                        32,
                        Optional.empty(),
                        Optional.empty(),
                        RemoteSettings.Fallback.LOCAL));
    }

    @Test
    void asManyWorkersWaitForAServerAsItTakesWindowsAtATimeUnlessTheFileSaysOtherwise() {
        String two = SMALLEST.replace(
                "{folder: model}", "{folder: model, remote: {url: 'http://gpu:8000', concurrency: 48}}");
        assertThat(loader.parse("two", two, FOLDER).model().workers()).isEqualTo(48);
        String three = two.replace("{folder: model, ", "{folder: model, workers: 3, ");
        assertThat(loader.parse("three", three, FOLDER).model().workers()).isEqualTo(3);
    }

    @Test
    void mistakesInARemoteServerAreReportedTogetherAndATokenNeverGoesInTheClear() {
        String mistakes = SMALLEST.replace("{folder: model}", """
                {folder: model, remote: {url: 'http://192.0.2.7:8000', protocol: rest, model-name: 'a/b', deadline: 1h,
                  concurrency: 0, token: t0ken, ca: absent.pem, fallback: later, tls: yes}}""");

        assertThatThrownBy(() -> loader.parse("undertone.yaml", mistakes, FOLDER))
                .asInstanceOf(type(SettingsException.class))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactly(
                                at("model.remote.protocol: 'rest' is not one of http, grpc"),
                                at("model.remote.model-name: 'a/b' is not a name of letters"),
                                at("model.remote.deadline: '1h' is not a duration from 20ms to 30s"),
                                at("model.remote.concurrency: 0 is not a whole number from 1 to 256"),
                                at("model.remote.ca: '/etc/undertone/absent.pem' is not a file"),
                                at("model.remote.fallback: 'later' is not one of local, none"),
                                at("model.remote.ca: is for TLS alone"),
                                at("model.remote.token: would go through the network in the clear"),
                                at("model.remote.tls: is not known here; known are url, protocol"))
                        .noneMatch(problem -> problem.contains("t0ken")));
        assertThatThrownBy(() -> remote("{protocol: http}")).hasMessageContaining("model.remote.url: is missing");
        assertThat(remote("{url: 'http://127.0.0.1:8000', token: t0ken}").toString())
                .contains("(secret)")
                .doesNotContain("t0ken");
    }

    @Test
    void overGrpcAnAddressIsWrittenAsOverHttpAndHasNoPath() {
        RemoteSettings grpc = remote("{url: 'https://gpu.example:8001', protocol: grpc, token: t0ken}");
        assertThat(grpc.protocol()).isEqualTo(RemoteSettings.Protocol.GRPC);
        assertThat(grpc.url()).isEqualTo(URI.create("https://gpu.example:8001/"));
        assertThat(grpc.tls()).isTrue();
        assertThat(remote("{url: 'http://gpu.example:8001/', protocol: grpc}").tls())
                .isFalse();
        assertThatThrownBy(() -> remote("{url: 'https://gpu.example:8001/triton', protocol: grpc}"))
                .hasMessageContaining("model.remote.url: has a path, '/triton/', which gRPC has no use for");
        assertThatThrownBy(() -> remote("{url: 'http://192.0.2.7:8001', protocol: grpc, token: t0ken}"))
                .hasMessageContaining("model.remote.token: would go through the network in the clear");
        for (String scheme : List.of("grpc", "grpcs")) {
            assertThatThrownBy(() -> remote("{url: '" + scheme + "://gpu:8001', protocol: grpc}"))
                    .hasMessageContaining("model.remote.url: '" + scheme + "://gpu:8001' begins with grpc; write "
                            + "https://gpu.example:8001/ (http: where nobody listens in) and protocol: grpc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu.example:8000", "ftp://gpu", "https://", "http://me:secret@gpu/", "http://gpu/?a=b"})
    void aServersAddressIsOfHttpAndHoldsNoSecret(String url) {
        assertThatThrownBy(() -> remote("{url: '" + url + "'}"))
                .message()
                .contains("model.remote.url: ", "such as https://gpu.example:8000/")
                .doesNotContain("secret");
    }

    private RemoteSettings remote(String remote) {
        String yaml = SMALLEST.replace("{folder: model}", "{folder: model, remote: " + remote + "}");
        return loader.parse("undertone.yaml", yaml, FOLDER).model().remote().orElseThrow();
    }

    private static ThrowingConsumer<String> at(String start) {
        return problem -> assertThat(problem).startsWith(start);
    }
}
