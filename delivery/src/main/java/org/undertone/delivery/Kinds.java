package org.undertone.delivery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.undertone.delivery.helpdesk.Freshdesk;
import org.undertone.delivery.helpdesk.Glpi;
import org.undertone.delivery.helpdesk.JiraSm;
import org.undertone.delivery.helpdesk.OsTicket;
import org.undertone.delivery.helpdesk.ServiceNow;
import org.undertone.delivery.helpdesk.Zammad;
import org.undertone.delivery.helpdesk.Zendesk;
import org.undertone.delivery.kind.Kind;
import org.undertone.delivery.sms.HttpSms;
import org.undertone.delivery.sms.Smpp;
import org.undertone.delivery.sms.Twilio;
import org.undertone.delivery.webhook.Webhook;

/** All kinds of deliveries. A new kind is a record in the package of its sort, and a line here. */
final class Kinds {

    /** In the order in which they are told. */
    private static final List<Kind> ALL = List.of(
            Webhook.KIND,
            Zammad.KIND,
            OsTicket.KIND,
            Glpi.KIND,
            JiraSm.KIND,
            ServiceNow.KIND,
            Freshdesk.KIND,
            Zendesk.KIND,
            Twilio.KIND,
            HttpSms.KIND,
            Smpp.KIND);

    private Kinds() {}

    /** The kind of that word. */
    static Optional<Kind> find(String word) {
        return ALL.stream().filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The words of all, for people. */
    static String words() {
        return ALL.stream().map(Kind::word).collect(Collectors.joining(", "));
    }
}
