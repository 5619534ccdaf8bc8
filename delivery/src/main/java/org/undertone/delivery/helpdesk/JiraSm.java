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
 * Jira Service Management: {@code POST /rest/servicedeskapi/request} with the numbers of a service
 * desk and of a request type and {@code requestFieldValues}, by basic authentication with an account's email and API token. Source:
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-post
 *
 * @param terms what all have in common
 * @param url of the site
 * @param user the email of the account
 * @param token an API token of that account
 * @param serviceDesk the number of the service desk
 * @param requestType the number of the request type
 */
public record JiraSm(DeliveryTerms terms, URI url, String user, Secret token, String serviceDesk, String requestType)
        implements HelpDesk {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTickets("jira-sm", JiraSm::read);

    private static JiraSm read(Section section, DeliveryTerms terms, Path folder) {
        return new JiraSm(
                terms,
                DeliveryKeys.base(section, "https://site.atlassian.net/"),
                section.text("user"),
                DeliveryKeys.secret(section, "token"),
                section.text("service-desk"),
                section.text("request-type"));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public String path() {
        return "rest/servicedeskapi/request";
    }

    @Override
    public ObjectNode ticket(Notice notice) {
        ObjectNode request = Tickets.object();
        request.put("serviceDeskId", serviceDesk);
        request.put("requestTypeId", requestType);
        ObjectNode fields = request.putObject("requestFieldValues");
        fields.put("summary", Tickets.subject(notice));
        fields.put("description", notice.textWithReference());
        return request;
    }

    @Override
    public Map.Entry<String, String> authorization() {
        return HttpDialect.basic(user, token);
    }
}
