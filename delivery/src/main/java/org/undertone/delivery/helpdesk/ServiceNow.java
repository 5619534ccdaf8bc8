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
 * ServiceNow: {@code POST /api/now/table/incident} of the Table API with {@code short_description}, {@code description},
 * {@code urgency}, {@code impact} (1 high to 3 low) and {@code correlation_id}, which is the idempotency key, so that a
 * business rule can drop a repeat. Basic authentication. Source: https://docs.servicenow.com, "Table API", POST
 * /now/table/{tableName}.
 *
 * @param terms what all have in common
 * @param url of the instance
 * @param user who may write incidents
 * @param password of that user
 */
public record ServiceNow(DeliveryTerms terms, URI url, String user, Secret password) implements HelpDesk {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("servicenow", ServiceNow::read);

    private static final int LONGEST_SHORT_DESCRIPTION = 160;

    private static ServiceNow read(Section section, DeliveryTerms terms, Path folder) {
        return new ServiceNow(
                terms,
                DeliveryKeys.base(section, "https://instance.service-now.com/"),
                section.text("user"),
                DeliveryKeys.secret(section, "password"));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public String path() {
        return "api/now/table/incident";
    }

    @Override
    public ObjectNode ticket(Notice notice) {
        String subject = Tickets.subject(notice);
        ObjectNode incident = Tickets.object();
        incident.put("short_description", subject.substring(0, Math.min(subject.length(), LONGEST_SHORT_DESCRIPTION)));
        incident.put("description", notice.textWithReference());
        incident.put(
                "urgency",
                switch (Tickets.urgency(notice)) {
                    case LOW -> "3";
                    case NORMAL -> "2";
                    case HIGH, URGENT -> "1";
                });
        incident.put("impact", "3");
        incident.put("correlation_id", notice.key(1));
        incident.put("correlation_display", "Undertone");
        return incident;
    }

    @Override
    public Map.Entry<String, String> authorization() {
        return HttpDialect.basic(user, password);
    }
}
