package org.undertone.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an alert does. A closed set: the program that runs actions switches over it. */
public sealed interface Action {

    /** The word in the rule file, such as {@code set}. */
    String verb();

    /**
     * Sets channel variables on every leg of the call.
     *
     * @param variables name (such as {@code EMOTION} or {@code CDR(emotion)}) to value, in order
     */
    record Set(Map<String, String> variables) implements Action {

        public Set {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        @Override
        public String verb() {
            return "set";
        }
    }

    /**
     * Opens a ticket.
     *
     * @param subject one line
     */
    record Ticket(String subject) implements Action {

        public Ticket {
            Require.text(subject, "subject");
        }

        @Override
        public String verb() {
            return "ticket";
        }
    }
}
