package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.undertone.delivery.kind.Notice;

/** What the dialects of the help desks have in common. */
final class Tickets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SUBJECT = 250;

    private Tickets() {}

    /** How urgent a ticket is, by the label {@code severity} of its alert. */
    enum Urgency {
        LOW(1),
        NORMAL(2),
        HIGH(3),
        URGENT(4);

        private final int level;

        Urgency(int level) {
            this.level = level;
        }

        /** From 1, low, to 4. */
        int level() {
            return level;
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** One line, and no longer than the strictest of them takes. */
    static String subject(Notice notice) {
        String line = notice.subject().replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT) + "...";
    }

    static Urgency urgency(Notice notice) {
        return switch (notice.alert().labels().getOrDefault("severity", "").toLowerCase(Locale.ROOT)) {
            case "info", "low", "none" -> Urgency.LOW;
            case "high", "error", "page" -> Urgency.HIGH;
            case "critical", "urgent", "emergency" -> Urgency.URGENT;
            default -> Urgency.NORMAL;
        };
    }

    /** A plain text as HTML, for those that take nothing else. */
    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "<br>");
    }
}
