package org.undertone.lab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a dialog in SIP, as its caller's trace of SIP messages shows it: baresip tells its tags nowhere else.
 *
 * @param callId the Call-ID
 * @param fromTag the caller's tag
 * @param toTag the tag of who was called
 */
record SipDialog(String callId, String fromTag, String toTag) {
    private static final Pattern TAG = Pattern.compile(";tag=([^;\\s]+)");

    /** The dialog that this Call-ID belongs to; the call must be answered. */
    static SipDialog of(String callId, List<String> trace) {
        String from = "";
        String to = "";
        for (String line : trace) {
            if (line.startsWith("SIP/2.0") || line.endsWith("SIP/2.0")) {
                from = "";
                to = "";
            } else if (line.startsWith("From:")) {
                from = tag(line).orElse("");
            } else if (line.startsWith("To:")) {
                to = tag(line).orElse("");
            } else if (line.startsWith("Call-ID:") && line.contains(callId) && !from.isEmpty() && !to.isEmpty()) {
                return new SipDialog(callId, from, to);
            }
        }
        throw new LabException("baresip's trace shows no answer to the call " + callId);
    }

    private static Optional<String> tag(String header) {
        Matcher matcher = TAG.matcher(header);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The value of the header Replaces, as it is written in a URI; who takes over sees the tags the other way about. */
    String replaces() {
        return URLEncoder.encode(callId + ";to-tag=" + toTag + ";from-tag=" + fromTag, StandardCharsets.UTF_8);
    }
}
