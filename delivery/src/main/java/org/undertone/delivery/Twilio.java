package org.undertone.delivery;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.undertone.config.DeliverySettings;

/**
 * Twilio and its likes: {@code POST /2010-04-01/Accounts/{AccountSid}/Messages.json}, a form of {@code To}, {@code From} (or
 * {@code MessagingServiceSid}) and {@code Body}, by basic authentication with the account's id and token. One message for
 * each recipient. Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
final class Twilio implements HttpDialect {

    /** What Twilio takes in one message; it cuts it into parts itself. */
    private static final int LONGEST = 1600;

    private final DeliverySettings.Twilio settings;

    Twilio(DeliverySettings.Twilio settings) {
        this.settings = settings;
    }

    @Override
    public URI uri() {
        return settings.url().resolve("2010-04-01/Accounts/" + settings.account() + "/Messages.json");
    }

    @Override
    public List<String> render(Notice notice) {
        String from = settings.from().value();
        String text = notice.text();
        return settings.recipients().stream()
                .map(recipient -> {
                    Map<String, String> form = new LinkedHashMap<>();
                    form.put("To", recipient.value());
                    form.put(from.startsWith("MG") && from.length() == 34 ? "MessagingServiceSid" : "From", from);
                    form.put("Body", text.length() <= LONGEST ? text : text.substring(0, LONGEST));
                    return Forms.encode(form);
                })
                .toList();
    }

    @Override
    public Map<String, String> headers(Parcel parcel) {
        return Map.ofEntries(FORM, HttpDialect.basic(settings.account(), settings.token()));
    }
}
