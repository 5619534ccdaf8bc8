package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.HttpDialect;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;

/**
 * Zendesk: {@code POST /api/v2/tickets} with {@code ticket.subject}, {@code ticket.comment.body} and
 * {@code ticket.priority}, by an OAuth token, or by an agent's email and API token. It honours the header
 * {@code Idempotency-Key}, so that a repeat opens no second ticket. Sources:
 * https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket and
 * https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency
 *
 * @param terms what all have in common
 * @param url of the account
 * @param user the email of an agent, for an API token; empty for an OAuth token
 * @param token either kind
 */
public record Zendesk(DeliveryTerms terms, URI url, Optional<String> user, Secret token) implements HelpDesk {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("zendesk", Zendesk::read);

    private static Zendesk read(Section section, DeliveryTerms terms, Path folder) {
        return new Zendesk(
                terms,
                DeliveryKeys.base(section, "https://account.zendesk.com/"),
                section.has("user") ? Optional.of(section.text("user")) : Optional.empty(),
                DeliveryKeys.secret(section, "token"));
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
        ObjectNode root = Tickets.object();
        ObjectNode ticket = root.putObject("ticket");
        ticket.put("subject", Tickets.subject(notice));
        ticket.put("priority", Tickets.urgency(notice).name().toLowerCase(Locale.ROOT));
        ticket.put("external_id", notice.key(1));
        ObjectNode comment = ticket.putObject("comment");
        comment.put("body", notice.textWithReference());
        comment.put("public", false);
        return root;
    }

    @Override
    public Map.Entry<String, String> authorization() {
        return user.map(name -> HttpDialect.basic(name + "/token", token))
                .orElseGet(() -> Map.entry("Authorization", "Bearer " + token.value()));
    }
}
