package org.undertone.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the ledger is kept. */
public sealed interface LedgerSettings {

    /**
     * An SQLite file.
     *
     * @param file its path
     */
    record File(Path file) implements LedgerSettings {}

    /**
     * A PostgreSQL server.
     *
     * @param url begins with {@code jdbc:postgresql:}; secret since it may hold a password
     * @param user who logs in, if the URL does not say it
     * @param password their password, if the URL does not say it
     */
    record Server(Secret url, Optional<String> user, Optional<Secret> password) implements LedgerSettings {}
}
