package org.undertone.delivery.sms;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jsmpp.bean.Alphabet;

/**
 * A text as SMPP carries it. What is the same in ASCII and in the GSM alphabet (3GPP TS 23.038, section 6.2.1) goes in the
 * centre's default alphabet, 160 characters in one message; all else, such as Chinese, in UCS-2, 70 in one.
 */
final class SmsText {

    private static final Pattern SAME_IN_BOTH = Pattern.compile("[A-Za-z0-9 \\r\\n!\"#%&'()*+,\\-./:;<=>?]*");

    /** What {@code short_message} takes; longer ones go as {@code message_payload} (SMPP 3.4, section 5.3.2.32). */
    private static final int SHORT_GSM = 160;

    private static final int SHORT_UCS2 = 140;

    private final Alphabet alphabet;
    private final byte[] bytes;

    private SmsText(Alphabet alphabet, byte[] bytes) {
        this.alphabet = alphabet;
        this.bytes = bytes;
    }

    static SmsText of(String text) {
        return SAME_IN_BOTH.matcher(text).matches()
                ? new SmsText(Alphabet.ALPHA_DEFAULT, text.getBytes(StandardCharsets.US_ASCII))
                : new SmsText(Alphabet.ALPHA_UCS2, text.getBytes(StandardCharsets.UTF_16BE));
    }

    Alphabet alphabet() {
        return alphabet;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean isShort() {
        return bytes.length <= (alphabet == Alphabet.ALPHA_UCS2 ? SHORT_UCS2 : SHORT_GSM);
    }
}
