package org.undertone.ledger;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL, from the binaries that Maven brought, on a loopback port of its own. It ends when it is closed, and also
 * when this JVM is killed: {@code postgres-keeper.sh} waits for that. Tests take it as a parameter; see {@link WithPostgres}.
 */
public final class TestingPostgres implements AutoCloseable {

    /** Who owns everything in it. */
    public static final String USER = "undertone";

    /** Their password. */
    public static final String PASSWORD = "do-not-show-me";

    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    private static final String KEEPER = "postgres-keeper.sh";
    private static final int TRIES = 3;

    private final int port;
    private final Process keeper;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final AtomicInteger schemas = new AtomicInteger();

    private TestingPostgres(int port, Process keeper) {
        this.port = port;
        this.keeper = keeper;
        this.orders = keeper.outputWriter(StandardCharsets.UTF_8);
        this.answers = keeper.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one; takes about three seconds. Another program may take its port first, so it tries again. */
    public static TestingPostgres start() throws IOException {
        StringBuilder said = new StringBuilder();
        for (int tries = 0; tries < TRIES; tries++) {
            int port = freePort();
            TestingPostgres postgres = new TestingPostgres(port, keep(port));
            String answer = postgres.answers.readLine();
            if ("ready".equals(answer)) {
                postgres.makeDatabase();
                return postgres;
            }
            said.append(answer)
                    .append('\n')
                    .append(postgres.answers.lines().collect(Collectors.joining("\n")))
                    .append('\n');
            postgres.close();
        }
        throw new IOException("PostgreSQL did not start:\n" + said);
    }

    private void makeDatabase() throws IOException {
        try {
            beside(url("postgres"), "CREATE DATABASE undertone");
        } catch (SQLException e) {
            close();
            throw new IOException("PostgreSQL runs, and makes no database", e);
        }
    }

    private static Process keep(int port) throws IOException {
        Path folder = Files.createTempDirectory("undertone-postgres-");
        Files.writeString(folder.resolve("password"), PASSWORD);
        try (InputStream packed = open(BINARIES);
                InputStream unpacked = new XZInputStream(packed);
                OutputStream tar = Files.newOutputStream(folder.resolve("postgres.tar"))) {
            unpacked.transferTo(tar);
        }
        try (InputStream script = open("/org/undertone/ledger/" + KEEPER)) {
            Files.copy(script, folder.resolve(KEEPER));
        }
        return new ProcessBuilder(
                        // A signal to the JVM's whole process group must not take the keeper along.
                        "setsid", "sh", folder.resolve(KEEPER).toString(), folder.toString(), Integer.toString(port))
                .redirectErrorStream(true)
                .start();
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = TestingPostgres.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException("not on the class path: " + resource);
        }
        return stream;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The URL of its database, with a schema that nobody had before and without a password. */
    public String freshUrl() {
        return url("undertone") + "?currentSchema=test_" + schemas.incrementAndGet();
    }

    /** The URL of a database on it, which may not exist, without anything else. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A connection as an admin with a shell would have it. */
    Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, PASSWORD);
    }

    /** Executes statements beside Undertone. */
    void beside(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Pulls its plug. */
    public void stop() {
        order("stop");
    }

    /** Lets it run again. */
    public void startAgain() {
        order("start");
    }

    private void order(String what) {
        try {
            orders.write(what + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (!"done 0".equals(answer)) {
                throw new IllegalStateException("pg_ctl " + what + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!keeper.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("the keeper of PostgreSQL does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
