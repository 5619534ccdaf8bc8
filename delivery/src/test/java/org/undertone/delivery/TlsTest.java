package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.yaml.SettingsException;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.webhook.Webhook;

/** TLS with a certificate that only the settings vouch for. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void aProgramIsTrustedByTheCertificateInTheSettingsAndNotWithoutIt() throws Exception {
        Path store = folder.resolve("store.p12");
        Path pem = folder.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "program",
                "-keyalg",
                "EC",
                "-dname",
                "CN=program",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "program",
                "-file",
                pem.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        HttpsServer program = program(store);
        try {
            URI url = URI.create("https://127.0.0.1:" + program.getAddress().getPort() + "/");

            assertThat(send(url, Optional.of(pem))).isEqualTo(new Answer.Delivered("answered 204"));
            assertThat(send(url, Optional.empty()))
                    .isInstanceOfSatisfying(Answer.TryAgain.class, answer -> assertThat(answer.said())
                            .startsWith("could not be reached (SSLHandshakeException"));
        } finally {
            program.stop(0);
        }
    }

    @Test
    void aFileWithoutCertificatesIsTold() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertThatThrownBy(() -> send(URI.create("https://127.0.0.1:9/"), Optional.of(empty)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("-----BEGIN CERTIFICATE-----");
    }

    private static Answer send(URI url, Optional<Path> ca) throws InterruptedException {
        DeliveryTerms terms =
                new DeliveryTerms("hook", Optional.empty(), Duration.ofSeconds(30), Duration.ofHours(24), ca);
        DeliverySettings hook = new Webhook(terms, url, Optional.empty(), Map.of(), Optional.empty());
        return Deliveries.open(List.of(hook), new TestingClock())
                .test("hook", TestingAlerts.NOON)
                .get(0);
    }

    private static HttpsServer program(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
