package org.undertone.inference.remote;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that signs itself, made by the keytool of this Java. */
record TestingTls(SSLContext context, List<KeyManager> keys, Path certificate) {

    private static final String PASSWORD = "changeit";

    static TestingTls make(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path certificate = folder.resolve("ca.pem");
        keytool(
                "-genkeypair -alias server -keyalg EC -dname CN=testing -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass "
                        + PASSWORD + " -keystore " + keys);
        keytool("-exportcert -rfc -alias server -storepass " + PASSWORD + " -keystore " + keys + " -file "
                + certificate);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new TestingTls(context, List.of(managers.getKeyManagers()), certificate);
    }

    private static void keytool(String arguments) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder((tool + " " + arguments).split(" "))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("keytool: " + said);
        }
    }
}
