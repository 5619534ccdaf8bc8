package org.undertone.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.undertone.config.DeliverySettings;

/**
 * Jira Service Management: {@code POST /rest/servicedeskapi/request} with {@code serviceDeskId}, {@code requestTypeId} and
 * {@code requestFieldValues}, by basic authentication with an account's email and API token. Source:
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-post
 */
final class JiraSm implements HttpDialect {

    private final DeliverySettings.JiraSm settings;

    JiraSm(DeliverySettings.JiraSm settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("rest/servicedeskapi/request");
    }

    @Override
    public List<String> render(Notice notice) {
        ObjectNode request = Tickets.object();
        request.put("serviceDeskId", settings.serviceDesk());
        request.put("requestTypeId", settings.requestType());
        ObjectNode fields = request.putObject("requestFieldValues");
        fields.put("summary", Tickets.subject(notice));
        fields.put("description", notice.textWithReference());
        return List.of(request.toString());
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(JSON, HttpDialect.basic(settings.user(), settings.token()));
    }
}
