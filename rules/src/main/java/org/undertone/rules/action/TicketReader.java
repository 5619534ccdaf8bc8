package org.undertone.rules.action;

import java.util.Optional;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;
import org.undertone.rules.text.AlertText;
import org.undertone.rules.text.Defaults;

/** Reads {@code ticket: {subject: text, text: more, to: helpdesk}}; all may be left out. */
final class TicketReader {

    private static final int MAX_SUBJECT = 200;

    private TicketReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        Section ticket = item.section("ticket");
        String subject = reading.line(ticket, "subject", Defaults.subject(reading.language()), MAX_SUBJECT);
        String text = reading.lines(ticket, "text", Defaults.ticket(reading.language()), AlertText.LONGEST);
        String to = reading.to(ticket, "ticket", false);
        ticket.done();
        return subject.isBlank() ? Optional.empty() : Optional.of(new Action.Ticket(to, subject, text));
    }
}
