package org.undertone.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where tickets, texts and webhooks go: a help desk, an SMS gateway or another program. A closed set of kinds. */
public sealed interface DeliverySettings {

    /** What all have in common. */
    DeliveryTerms terms();

    /** The word for it in the settings, such as {@code zammad}. */
    String kind();

    /** By which rules call it. */
    default String name() {
        return terms().name();
    }

    /** The actions that it carries, by their words in the rule file. */
    default Set<String> verbs() {
        if (this instanceof Webhook) {
            return Set.of("ticket", "sms", "webhook");
        }
        return this instanceof Texts ? Set.of("sms") : Set.of("ticket");
    }

    /** One that is reached by HTTP. */
    sealed interface ByHttp extends DeliverySettings {

        /** Of the webhook itself; else of the installation, which ends with a slash. */
        URI url();
    }

    /** One that sends texts to people. */
    sealed interface Texts extends DeliverySettings {

        /** Their phone numbers. */
        List<Secret> recipients();
    }

    /**
     * Any program that takes JSON over HTTP.
     *
     * @param terms what all have in common
     * @param url is posted to
     * @param secret signs what is sent; not signed without
     * @param headers are sent as well
     * @param template a JSON file with placeholders; everything is sent without
     */
    record Webhook(
            DeliveryTerms terms, URI url, Optional<Secret> secret, Map<String, Secret> headers, Optional<Path> template)
            implements ByHttp {

        public Webhook {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        @Override
        public String kind() {
            return "webhook";
        }
    }

    /**
     * A help desk of Zammad.
     *
     * @param terms what all have in common
     * @param url of the installation
     * @param token an access token with the permission {@code ticket.agent}
     * @param group whose tickets they become
     * @param customer the login or email of the user in whose name they are opened
     */
    record Zammad(DeliveryTerms terms, URI url, Secret token, String group, String customer) implements ByHttp {

        @Override
        public String kind() {
            return "zammad";
        }
    }

    /**
     * A help desk of osTicket.
     *
     * @param terms what all have in common
     * @param url of the installation
     * @param key an API key, which osTicket binds to this machine's address
     * @param sender the name in which they are opened
     * @param email of that name
     * @param topic the number of a help topic
     */
    record OsTicket(DeliveryTerms terms, URI url, Secret key, String sender, String email, Optional<Integer> topic)
            implements ByHttp {

        @Override
        public String kind() {
            return "osticket";
        }
    }

    /**
     * A help desk of GLPI.
     *
     * @param terms what all have in common
     * @param url of the installation
     * @param appToken of the API client, where it has one
     * @param userToken the remote access key of a user
     */
    record Glpi(DeliveryTerms terms, URI url, Optional<Secret> appToken, Secret userToken) implements ByHttp {

        @Override
        public String kind() {
            return "glpi";
        }
    }

    /**
     * Jira Service Management.
     *
     * @param terms what all have in common
     * @param url of the site
     * @param user the email of the account
     * @param token an API token of that account
     * @param serviceDesk the number of the service desk
     * @param requestType the number of the request type
     */
    record JiraSm(DeliveryTerms terms, URI url, String user, Secret token, String serviceDesk, String requestType)
            implements ByHttp {

        @Override
        public String kind() {
            return "jira-sm";
        }
    }

    /**
     * ServiceNow; tickets become incidents.
     *
     * @param terms what all have in common
     * @param url of the instance
     * @param user who may write incidents
     * @param password of that user
     */
    record ServiceNow(DeliveryTerms terms, URI url, String user, Secret password) implements ByHttp {

        @Override
        public String kind() {
            return "servicenow";
        }
    }

    /**
     * Freshdesk.
     *
     * @param terms what all have in common
     * @param url of the account
     * @param key an agent's API key
     * @param email in whose name they are opened
     */
    record Freshdesk(DeliveryTerms terms, URI url, Secret key, String email) implements ByHttp {

        @Override
        public String kind() {
            return "freshdesk";
        }
    }

    /**
     * Zendesk.
     *
     * @param terms what all have in common
     * @param url of the account
     * @param user the email of an agent, for an API token; empty for an OAuth token
     * @param token either kind
     */
    record Zendesk(DeliveryTerms terms, URI url, Optional<String> user, Secret token) implements ByHttp {

        @Override
        public String kind() {
            return "zendesk";
        }
    }

    /**
     * Twilio, or a gateway that copies it.
     *
     * @param terms what all have in common
     * @param url of the gateway
     * @param account the account's id
     * @param token of the account
     * @param from the number or name that texts come from
     * @param recipients phone numbers
     */
    record Twilio(DeliveryTerms terms, URI url, String account, Secret token, Secret from, List<Secret> recipients)
            implements ByHttp, Texts {

        public Twilio {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String kind() {
            return "twilio";
        }
    }

    /**
     * Any SMS gateway that takes a form or JSON.
     *
     * @param terms what all have in common
     * @param url is posted to
     * @param headers are sent as well
     * @param form fields and their values, with placeholders; empty where there is a template
     * @param template a JSON file with placeholders
     * @param recipients phone numbers
     */
    record HttpSms(
            DeliveryTerms terms,
            URI url,
            Map<String, Secret> headers,
            Map<String, Secret> form,
            Optional<Path> template,
            List<Secret> recipients)
            implements ByHttp, Texts {

        public HttpSms {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
            recipients = List.copyOf(recipients);
        }

        @Override
        public String kind() {
            return "http-sms";
        }
    }

    /**
     * An SMS centre that speaks SMPP 3.4.
     *
     * @param terms what all have in common
     * @param host of the centre
     * @param port of the centre
     * @param tls whether it is spoken through TLS
     * @param systemId who we are
     * @param password for it
     * @param from the number or name that texts come from
     * @param recipients phone numbers
     */
    record Smpp(
            DeliveryTerms terms,
            String host,
            int port,
            boolean tls,
            String systemId,
            Secret password,
            Secret from,
            List<Secret> recipients)
            implements Texts {

        public Smpp {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String kind() {
            return "smpp";
        }
    }
}
