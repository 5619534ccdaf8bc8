package org.undertone.cli.rules;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.ledger.entry.AlertRecord;

/** How alerts are named on the command line. */
final class AlertName {

    private static final Pattern NAME = Pattern.compile("(.*\\S.*)/([^/]*[^/\\s][^/]*)/(\\d{1,9})");

    private AlertName() {}

    /** The alert of a name such as {@code 1795363200.7/customer-angry/1}; empty if it is none. */
    static Optional<AlertId> read(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() && Integer.parseInt(parts.group(3)) > 0
                ? Optional.of(new AlertId(new CallId(parts.group(1)), parts.group(2), Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** What to say of a name that is none. */
    static String wrong(String name) {
        return "'" + name + "' is no alert such as 1795363200.7/customer-angry/1";
    }

    /**
     * What to say of an alert that the ledger does not know.
     *
     * @param alerts those of the same call
     * @param config the settings, for the command that shows calls
     */
    static String unknown(AlertId alert, List<AlertRecord> alerts, Path config) {
        return "the ledger knows no alert '" + alert + "'; "
                + (alerts.isEmpty()
                        ? "of call " + alert.call() + " it has none. Try 'undertone calls --config " + config + "'"
                        : "of this call it has "
                                + alerts.stream()
                                        .map(each -> each.id().toString())
                                        .collect(Collectors.joining(", ")));
    }
}
