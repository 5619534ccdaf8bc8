package org.undertone.rules;

import java.util.Optional;
import org.undertone.config.Section;
import org.undertone.core.Action;

/** Reads {@code ticket: {subject: text}}. */
final class TicketReader {

    private static final int MAX_SUBJECT = 200;

    private TicketReader() {}

    static Optional<Action> read(Section item) {
        Section ticket = item.section("ticket");
        String subject = ticket.text("subject");
        PlainText.check(ticket, "subject", subject, MAX_SUBJECT);
        ticket.done();
        return subject.isBlank() ? Optional.empty() : Optional.of(new Action.Ticket(subject));
    }
}
