package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.undertone.config.DeliverySettings;

/**
 * Zendesk: {@code POST /api/v2/tickets} with {@code ticket.subject}, {@code ticket.comment.body} and
 * {@code ticket.priority}, by an OAuth token, or by an agent's email and API token. It honours the header
 * {@code Idempotency-Key}, so that a repeat opens no second ticket. Sources:
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket and
 * https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency
 */
final class Zendesk implements HttpDialect {

    private final DeliverySettings.Zendesk settings;

    Zendesk(DeliverySettings.Zendesk settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("api/v2/tickets");
    }

    @Override
    public List<String> render(Notice notice) {
        ObjectNode root = Tickets.object();
        ObjectNode ticket = root.putObject("ticket");
        ticket.put("subject", Tickets.subject(notice));
        ticket.put("priority", Tickets.urgency(notice).name().toLowerCase(Locale.ROOT));
        ticket.put("external_id", notice.key(1));
        ObjectNode comment = ticket.putObject("comment");
        comment.put("body", notice.textWithReference());
        comment.put("public", false);
        return List.of(root.toString());
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(
                JSON,
                settings.user()
                        .map(user -> HttpDialect.basic(user + "/token", settings.token()))
                        .orElseGet(() -> Map.entry(
                                "Authorization", "Bearer " + settings.token().value())));
    }
}
