package org.undertone.delivery.sms;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliverySettings;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Kind;

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
public record Smpp(
        DeliveryTerms terms,
        String host,
        int port,
        boolean tls,
        String systemId,
        Secret password,
        Secret from,
        List<Secret> recipients)
        implements DeliverySettings {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTexts("smpp", Smpp::read);

    /** SMPP 3.4, section 5.2: what a bind takes. */
    private static final int LONGEST_SYSTEM_ID = 15;

    private static final int LONGEST_PASSWORD = 8;

    public Smpp {
        recipients = List.copyOf(recipients);
    }

    private static Smpp read(Section section, DeliveryTerms terms, Path folder) {
        boolean tls = section.flag("tls", false);
        String systemId = section.text("system-id");
        Secret password = DeliveryKeys.secret(section, "password");
        if (systemId.length() > LONGEST_SYSTEM_ID) {
            section.problem("system-id", "is longer than the " + LONGEST_SYSTEM_ID + " characters that SMPP allows");
        }
        if (password.value().length() > LONGEST_PASSWORD) {
            section.problem("password", "is longer than the " + LONGEST_PASSWORD + " characters that SMPP allows");
        }
        return new Smpp(
                terms,
                section.text("host"),
                section.integer("port", tls ? 3550 : 2775, 1, 65_535),
                tls,
                systemId,
                password,
                PhoneNumbers.sender(section),
                PhoneNumbers.recipients(section));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Connector connector(InstantSource clock) {
        return new SmppConnector(this);
    }
}
