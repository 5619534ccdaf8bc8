package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.undertone.config.DeliverySettings;

/**
 * Zammad: {@code POST /api/v1/tickets} with {@code title}, {@code group}, {@code customer} and a first {@code article},
 * authorised by {@code Token token=...}. Source: https://docs.zammad.org/en/latest/api/ticket/index.html (create) and
 * https://docs.zammad.org/en/latest/api/intro.html (authentication).
 */
final class Zammad implements HttpDialect {

    private final DeliverySettings.Zammad settings;

    Zammad(DeliverySettings.Zammad settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("api/v1/tickets");
    }

    @Override
    public List<String> render(Notice notice) {
        ObjectNode ticket = Tickets.object();
        ticket.put("title", Tickets.subject(notice));
        ticket.put("group", settings.group());
        ticket.put("customer", settings.customer());
        ticket.put(
                "priority",
                switch (Tickets.urgency(notice)) {
                    case LOW -> "1 low";
                    case NORMAL -> "2 normal";
                    case HIGH, URGENT -> "3 high";
                });
        ObjectNode article = ticket.putObject("article");
        article.put("subject", Tickets.subject(notice));
        article.put("body", notice.textWithReference());
        article.put("type", "note");
        article.put("content_type", "text/plain");
        article.put("internal", true);
        return List.of(ticket.toString());
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(
                JSON,
                Map.entry("Authorization", "Token token=" + settings.token().value()));
    }
}
