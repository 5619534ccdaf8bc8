package org.undertone.delivery.sms;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.HttpDelivery;
import org.undertone.delivery.kind.HttpDialect;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;

/**
 * Twilio and its likes: {@code POST /2010-04-01/Accounts/{AccountSid}/Messages.json}, a form of {@code To}, {@code From} (or
 * {@code MessagingServiceSid}) and {@code Body}, by basic authentication with the account's id and token. One message for
 * each recipient. Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 *
 * @param terms what all have in common
 * @param url of Twilio, or of a gateway that copies it
 * @param account the account's id
 * @param token of the account
 * @param from the number or name that texts come from
 * @param recipients phone numbers
 */
public record Twilio(DeliveryTerms terms, URI url, String account, Secret token, Secret from, List<Secret> recipients)
        implements HttpDelivery {

    /** The kind, for the list of all. */
    public static final Kind KIND = Kind.ofTexts("twilio", Twilio::read);

    /** What Twilio takes in one message; it cuts it into parts itself. */
    private static final int LONGEST = 1600;

    public Twilio {
        recipients = List.copyOf(recipients);
    }

    private static Twilio read(Section section, DeliveryTerms terms, Path folder) {
        URI twilio = URI.create("https://api.twilio.com/");
        return new Twilio(
                terms,
                section.has("url") ? DeliveryKeys.base(section, twilio.toString()) : twilio,
                section.text("account"),
                DeliveryKeys.secret(section, "token"),
                PhoneNumbers.sender(section),
                PhoneNumbers.recipients(section));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public URI uri() {
        return url.resolve("2010-04-01/Accounts/" + account + "/Messages.json");
    }

    @Override
    public List<String> render(Notice notice) {
        String sender = from.value();
        String text = notice.text();
        return recipients.stream()
                .map(recipient -> {
                    Map<String, String> form = new LinkedHashMap<>();
                    form.put("To", recipient.value());
                    form.put(sender.startsWith("MG") && sender.length() == 34 ? "MessagingServiceSid" : "From", sender);
                    form.put("Body", text.length() <= LONGEST ? text : text.substring(0, LONGEST));
                    return Forms.encode(form);
                })
                .toList();
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(FORM, HttpDialect.basic(account, token));
    }
}
