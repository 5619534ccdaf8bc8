package org.undertone.wire.thing;

import java.util.Locale;
import org.undertone.core.event.Finding;

/**
 * One thing that a check looked at.
 *
 * @param name what
 * @param state such as {@code ok}
 * @param detail how it is
 * @param advice what to do; empty where nothing is to be done
 */
public record FindingJson(String name, String state, String detail, String advice) {

    /** That finding. */
    public static FindingJson of(Finding finding) {
        return new FindingJson(
                finding.name(), finding.state().name().toLowerCase(Locale.ROOT), finding.detail(), finding.advice());
    }
}
