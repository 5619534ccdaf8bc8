package org.undertone.rules.action;

import java.util.Optional;
import org.undertone.config.yaml.Section;
import org.undertone.core.Action;
import org.undertone.rules.text.Defaults;

/** Reads {@code sms: {to: supervisor, text: text}}; the text may be left out. */
final class SmsReader {

    /** Ten parts of a long message in GSM 7-bit; more is no text message. */
    private static final int MAX_TEXT = 1_000;

    private SmsReader() {}

    static Optional<Action> read(Section item, ActionTexts reading) {
        Section sms = item.section("sms");
        String to = reading.to(sms, "sms", true);
        String text = reading.line(sms, "text", Defaults.sms(reading.language()), MAX_TEXT);
        sms.done();
        return to.isBlank() || text.isBlank() ? Optional.empty() : Optional.of(new Action.Sms(to, text));
    }
}
