package org.undertone.runtime;

import org.undertone.config.LedgerSettings;
import org.undertone.config.Secret;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.sql.LedgerServer;

/** Opens the ledger that the settings name. */
public final class Ledgers {

    private Ledgers() {}

    /** To write it; see {@link Ledger#open(LedgerServer)}. */
    public static Ledger open(LedgerSettings settings) {
        return settings instanceof LedgerSettings.Server server
                ? Ledger.open(server(server))
                : Ledger.open(((LedgerSettings.File) settings).file());
    }

    /** To read it, also beside who writes it; see {@link Ledger#openToRead(LedgerServer)}. */
    public static Ledger openToRead(LedgerSettings settings) {
        return settings instanceof LedgerSettings.Server server
                ? Ledger.openToRead(server(server))
                : Ledger.openToRead(((LedgerSettings.File) settings).file());
    }

    /** To change something beside who writes it; see {@link Ledger#openBeside(LedgerServer)}. */
    public static Ledger openBeside(LedgerSettings settings) {
        return settings instanceof LedgerSettings.Server server
                ? Ledger.openBeside(server(server))
                : Ledger.openBeside(((LedgerSettings.File) settings).file());
    }

    /** The database server of those settings; does not connect. */
    public static LedgerServer server(LedgerSettings.Server server) {
        return new LedgerServer(
                server.url().value(), server.user(), server.password().map(Secret::value));
    }
}
