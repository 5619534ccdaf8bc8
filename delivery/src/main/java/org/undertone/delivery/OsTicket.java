package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.undertone.config.DeliverySettings;

/**
 * osTicket: {@code POST /api/tickets.json} with {@code email}, {@code name}, {@code subject} and {@code message}, and the
 * header {@code X-API-Key}, whose key belongs to this machine's address. A field that it does not know is refused. Source:
 * https://docs.osticket.com/en/latest/Developer%20Documentation/API/Tickets.html
 */
final class OsTicket implements HttpDialect {

    private final DeliverySettings.OsTicket settings;

    OsTicket(DeliverySettings.OsTicket settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("api/tickets.json");
    }

    @Override
    public List<String> render(Notice notice) {
        ObjectNode ticket = Tickets.object();
        ticket.put("alert", true);
        // Nobody waits for a receipt at that address.
        ticket.put("autorespond", false);
        ticket.put("source", "API");
        ticket.put("name", settings.sender());
        ticket.put("email", settings.email());
        ticket.put("subject", Tickets.subject(notice));
        ticket.put("message", "data:text/plain;charset=utf-8," + notice.textWithReference());
        settings.topic().ifPresent(topic -> ticket.put("topicId", topic));
        return List.of(ticket.toString());
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(JSON, Map.entry("X-API-Key", settings.key().value()));
    }
}
