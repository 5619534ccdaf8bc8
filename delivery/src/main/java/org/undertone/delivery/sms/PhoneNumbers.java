package org.undertone.delivery.sms;

import java.util.List;
import java.util.regex.Pattern;
import org.undertone.config.Secret;
import org.undertone.config.yaml.Section;
import org.undertone.delivery.kind.DeliveryKeys;

/** Whom texts come from and go to, in the settings. Phone numbers are not told, not even wrong ones. */
final class PhoneNumbers {

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,20}");
    private static final Pattern SENDER = Pattern.compile("\\+?[0-9]{3,20}|[A-Za-z0-9 ._-]{1,11}|MG[0-9a-f]{32}");

    private PhoneNumbers() {}

    static Secret sender(Section section) {
        Secret from = DeliveryKeys.secret(section, "from");
        if (!from.value().isBlank() && !SENDER.matcher(from.value()).matches()) {
            section.problem("from", "is neither a phone number such as +49301234567 nor a name of 11 letters at most");
        }
        return from;
    }

    static List<Secret> recipients(Section section) {
        List<String> numbers = section.texts("recipients");
        if (numbers.isEmpty()) {
            section.problem("recipients", "is empty; name at least one phone number, such as +49301234567");
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (!PHONE.matcher(numbers.get(i)).matches()) {
                section.problem("recipients[" + i + "]", "is not a phone number such as '+49301234567', in quotes");
            }
        }
        return numbers.stream().map(Secret::new).toList();
    }
}
