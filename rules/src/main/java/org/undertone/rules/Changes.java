package org.undertone.rules;

import java.util.List;
import org.undertone.core.Alert;
import org.undertone.core.AlertEnd;

/**
 * What one assessment changed.
 *
 * @param fired the alerts that fire now, in the order of the rule file
 * @param ended the alerts that are over
 */
public record Changes(List<Alert> fired, List<AlertEnd> ended) {

    /** Nothing. */
    static final Changes NONE = new Changes(List.of(), List.of());

    public Changes {
        fired = List.copyOf(fired);
        ended = List.copyOf(ended);
    }
}
