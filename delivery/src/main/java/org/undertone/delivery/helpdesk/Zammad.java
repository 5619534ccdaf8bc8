package org.undertone.delivery.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;

/**
 * Zammad: {@code POST /api/v1/tickets} with {@code title}, {@code group}, {@code customer} and a first {@code article},
 * authorised by {@code Token token=...}. Source: https://docs.zammad.org/en/latest/api/ticket/index.html (create) and
 * https://docs.zammad.org/en/latest/api/intro.html (authentication).
 *
 * @param terms what all have in common
 * @param url of the installation
 * @param token an access token with the permission {@code ticket.agent}
 * @param group whose tickets they become
 * @param customer the login or email of the user in whose name they are opened
 */
public record Zammad(DeliveryTerms terms, URI url, Secret token, String group, String customer) implements HelpDesk {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("zammad", Zammad::read);

    private static Zammad read(Section section, DeliveryTerms terms, Path folder) {
        return new Zammad(
                terms,
                DeliveryKeys.base(section, "https://zammad.example/"),
                DeliveryKeys.secret(section, "token"),
                section.text("group"),
                section.text("customer"));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public String path() {
        return "api/v1/tickets";
    }

    @Override
    public ObjectNode ticket(Notice notice) {
        ObjectNode ticket = Tickets.object();
        ticket.put("title", Tickets.subject(notice));
        ticket.put("group", group);
        ticket.put("customer", customer);
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
        return ticket;
    }

    @Override
    public Map.Entry<String, String> authorization() {
        return Map.entry("Authorization", "Token token=" + token.value());
    }
}
