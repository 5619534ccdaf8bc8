package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.HttpDialect;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;

/**
 * Freshdesk: {@code POST /api/v2/tickets} with {@code subject}, {@code description} (HTML), {@code email}, {@code status}
 * (2 open), {@code priority} (1 low to 4 urgent) and {@code source} (2 portal), by basic authentication with the API key as the
 * user and any password. A field that it does not know is refused. Source: https://developers.freshdesk.com/api/#create_ticket
 *
 * @param terms what all have in common
 * @param url of the account
 * @param key an agent's API key
 * @param email in whose name they are opened
 */
public record Freshdesk(DeliveryTerms terms, URI url, Secret key, String email) implements HelpDesk {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("freshdesk", Freshdesk::read);

    private static final Secret ANY = new Secret("X");
    private static final int OPEN = 2;
    private static final int PORTAL = 2;

    private static Freshdesk read(Section section, DeliveryTerms terms, Path folder) {
        return new Freshdesk(
                terms,
                DeliveryKeys.base(section, "https://account.freshdesk.com/"),
                DeliveryKeys.secret(section, "key"),
                DeliveryKeys.email(section));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public String path() {
        return "api/v2/tickets";
    }

    @Override
    public ObjectNode ticket(Notice notice) {
        ObjectNode ticket = Tickets.object();
        ticket.put("subject", Tickets.subject(notice));
        ticket.put("description", Tickets.html(notice.textWithReference()));
        ticket.put("email", email);
        ticket.put("status", OPEN);
        ticket.put("priority", Tickets.urgency(notice).level());
        ticket.put("source", PORTAL);
        return ticket;
    }

    @Override
    public Map.Entry<String, String> authorization() {
        return HttpDialect.basic(key.value(), ANY);
    }
}
