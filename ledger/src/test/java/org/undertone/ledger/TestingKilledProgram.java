package org.undertone.ledger;

import java.nio.file.Path;
import org.undertone.ledger.sql.rows.AlertRows;

/** Records one alert, then is killed in the middle of the next. */
final class TestingKilledProgram {

    static final int EXIT = 9;

    private TestingKilledProgram() {}

    public static void main(String[] arguments) {
        @SuppressWarnings("resource") // it never gets to close it
        Ledger ledger = Ledger.open(Path.of(arguments[0]));
        ledger.alerts().record(Examples.alert(1));
        ledger.database().run("half of it", handle -> {
            AlertRows.insert(handle, Examples.alert(2));
            Runtime.getRuntime().halt(EXIT);
        });
    }
}
