package org.undertone.ledger;

import org.undertone.ledger.sql.LedgerDatabase;

/** The tables of a ledger, for tests of other packages that look into them, or break them. */
public final class TestingTables {

    private TestingTables() {}

    public static LedgerDatabase of(Ledger ledger) {
        return ledger.database();
    }
}
