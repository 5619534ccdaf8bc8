package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.undertone.config.DeliverySettings;

/**
 * ServiceNow: {@code POST /api/now/table/incident} of the Table API with {@code short_description}, {@code description},
 * {@code urgency}, {@code impact} (1 high to 3 low) and {@code correlation_id}, which is the idempotency key, so that a
 * business rule can drop a repeat. Basic authentication. Source: https://docs.servicenow.com, "Table API", POST
 * /now/table/{tableName}.
 */
final class ServiceNow implements HttpDialect {

    private static final int LONGEST_SHORT_DESCRIPTION = 160;

    private final DeliverySettings.ServiceNow settings;

    ServiceNow(DeliverySettings.ServiceNow settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("api/now/table/incident");
    }

    @Override
    public List<String> render(Notice notice) {
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
        return List.of(incident.toString());
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(JSON, HttpDialect.basic(settings.user(), settings.password()));
    }
}
