package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;

/**
 * osTicket: {@code POST /api/tickets.json} with {@code email}, {@code name}, {@code subject} and {@code message}, and the
 * header {@code X-API-Key}, whose key belongs to this machine's address. A field that it does not know is refused. Source:
 * https://docs.osticket.com/en/latest/Developer%20Documentation/API/Tickets.html
 *
 * @param terms what all have in common
 * @param url of the installation
 * @param key an API key, which osTicket binds to this machine's address
 * @param sender the name in which they are opened
 * @param email of that name
 * @param topic the number of a help topic
 */
public record OsTicket(DeliveryTerms terms, URI url, Secret key, String sender, String email, Optional<Integer> topic)
        implements HelpDesk {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("osticket", OsTicket::read);

    private static OsTicket read(Section section, DeliveryTerms terms, Path folder) {
        return new OsTicket(
                terms,
                DeliveryKeys.base(section, "https://osticket.example/"),
                DeliveryKeys.secret(section, "key"),
                section.text("sender", "Undertone"),
                DeliveryKeys.email(section),
                section.has("topic")
                        ? Optional.of(section.integer("topic", 1, 1, Integer.MAX_VALUE))
                        : Optional.empty());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public String path() {
        return "api/tickets.json";
    }

    @Override
    public ObjectNode ticket(Notice notice) {
        ObjectNode ticket = Tickets.object();
        ticket.put("alert", true);
        // Nobody waits for a receipt at that address.
        ticket.put("autorespond", false);
        ticket.put("source", "API");
        ticket.put("name", sender);
        ticket.put("email", email);
        ticket.put("subject", Tickets.subject(notice));
        ticket.put("message", "data:text/plain;charset=utf-8," + notice.textWithReference());
        topic.ifPresent(topic -> ticket.put("topicId", topic));
        return ticket;
    }

    @Override
    public Map.Entry<String, String> authorization() {
        return Map.entry("X-API-Key", key.value());
    }
}
