package org.undertone.ledger.sql;

import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Where on which server a ledger is, and how to connect to it. */
final class PostgresAddress {

    private static final String DEFAULT_SCHEMA = "undertone";
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(10);

    private final LedgerServer server;
    private final Properties told;
    private final String schema;
    private final String place;

    private PostgresAddress(LedgerServer server, Properties told, String schema) {
        this.server = server;
        this.told = told;
        this.schema = schema;
        this.place = place(source(), schema);
    }

    static PostgresAddress of(LedgerServer server) {
        String bare = server.url().replaceFirst("\\?.*", "");
        Properties told = server.url().startsWith(LedgerServer.PREFIX) && !bare.contains("@")
                ? Driver.parseURL(server.url(), new Properties())
                : null;
        if (told == null) {
            throw new LedgerException("ledger: the URL of the server is not understood; write "
                    + LedgerServer.PREFIX + "//host/database or " + LedgerServer.PREFIX
                    + "//host:port/database?currentSchema=pbx1, and user and password beside it");
        }
        String schema = told.getProperty(PGProperty.CURRENT_SCHEMA.getName(), DEFAULT_SCHEMA);
        if (!SCHEMA.matcher(schema).matches()) {
            throw new LedgerException("ledger: currentSchema '" + schema
                    + "' is not the name of one schema; write lower-case letters, digits and '_', such as pbx1");
        }
        return new PostgresAddress(server, told, schema);
    }

    String place() {
        return place;
    }

    String schema() {
        return schema;
    }

    /** Connections that wait for long answers, such as while the tables are brought up to date. */
    PGSimpleDataSource source() {
        return fill(new PGSimpleDataSource());
    }

    /** Fills that source; its connections break when an answer takes too long, since the server may have vanished. */
    PGSimpleDataSource timed(PGSimpleDataSource source) {
        if (!told(PGProperty.SOCKET_TIMEOUT)) {
            source.setSocketTimeout((int) ANSWERING.toSeconds());
        }
        return fill(source);
    }

    /** What is set before the URL wins over it. */
    private PGSimpleDataSource fill(PGSimpleDataSource source) {
        server.user().ifPresent(source::setUser);
        server.password().ifPresent(source::setPassword);
        source.setCurrentSchema(schema);
        if (!told(PGProperty.CONNECT_TIMEOUT)) {
            source.setConnectTimeout((int) CONNECTING.toSeconds());
        }
        if (!told(PGProperty.APPLICATION_NAME)) {
            source.setApplicationName("undertone");
        }
        if (!told(PGProperty.TCP_KEEP_ALIVE)) {
            source.setTcpKeepAlive(true);
        }
        if (!told(PGProperty.LOG_SERVER_ERROR_DETAIL)) {
            // Details repeat whole rows.
            source.setLogServerErrorDetail(false);
        }
        source.setUrl(server.url());
        return source;
    }

    private boolean told(PGProperty property) {
        return told.containsKey(property.getName());
    }

    private static String place(PGSimpleDataSource source, String schema) {
        StringBuilder place = new StringBuilder(LedgerServer.PREFIX).append("//");
        String[] hosts = source.getServerNames();
        int[] ports = source.getPortNumbers();
        for (int i = 0; i < hosts.length; i++) {
            place.append(i == 0 ? "" : ",").append(hosts[i]);
            if (i < ports.length && ports[i] != 0) {
                place.append(':').append(ports[i]);
            }
        }
        return place.append('/')
                .append(source.getDatabaseName())
                .append(", schema ")
                .append(schema)
                .toString();
    }
}
