package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.undertone.config.DeliverySettings;
import org.undertone.config.Secret;

/**
 * Freshdesk: {@code POST /api/v2/tickets} with {@code subject}, {@code description} (HTML), {@code email}, {@code status}
 * (2 open), {@code priority} (1 low to 4 urgent) and {@code source} (2 portal), by basic authentication with the API key as the
 * user and any password. A field that it does not know is refused. Source: https://developers.freshdesk.com/api/#create_ticket
 */
final class Freshdesk implements HttpDialect {

    private static final Secret ANY = new Secret("X");
    private static final int OPEN = 2;
    private static final int PORTAL = 2;

    private final DeliverySettings.Freshdesk settings;

    Freshdesk(DeliverySettings.Freshdesk settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("api/v2/tickets");
    }

    @Override
    public List<String> render(Notice notice) {
        ObjectNode ticket = Tickets.object();
        ticket.put("subject", Tickets.subject(notice));
        ticket.put("description", Tickets.html(notice.textWithReference()));
        ticket.put("email", settings.email());
        ticket.put("status", OPEN);
        ticket.put("priority", Tickets.urgency(notice).level());
        ticket.put("source", PORTAL);
        return List.of(ticket.toString());
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(JSON, HttpDialect.basic(settings.key().value(), ANY));
    }
}
