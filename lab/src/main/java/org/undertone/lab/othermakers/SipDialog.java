package org.undertone.lab.othermakers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.lab.tool.LabException;

/**
 * What names a dialog in SIP, as its caller's trace of SIP messages shows it: baresip tells its tags nowhere else.
 *
 * @param callId the Call-ID
 * @param fromTag the caller's tag
 * @param toTag the tag of who was called
 */
record SipDialog(String callId, String fromTag, String toTag) {
    private static final Pattern TAG = Pattern.compile(";tag=([^;\\s]+)");

    /** The dialog of a call that was placed here; it must be answered. */
    static SipDialog of(String callId, List<String> trace) {
        Map<String, String> headers = new HashMap<>();
        boolean answer = false;
        for (String line : trace) {
            int colon = line.indexOf(": ");
            if (line.startsWith("SIP/2.0 ") || line.endsWith(" SIP/2.0")) {
                headers.clear();
                answer = line.startsWith("SIP/2.0 200");
            } else if (colon > 0) {
                headers.putIfAbsent(line.substring(0, colon), line.substring(colon + 2));
            } else if (line.isEmpty() && answer && callId.equals(headers.get("Call-ID"))) {
                return new SipDialog(callId, tag(headers.get("From")), tag(headers.get("To")));
            }
        }
        throw new LabException("baresip's trace shows no answer to the call " + callId);
    }

    private static String tag(String header) {
        Matcher matcher = TAG.matcher(header);
        if (!matcher.find()) {
            throw new LabException("An answer has no tag: " + header);
        }
        return matcher.group(1);
    }

    /** The value of the header Replaces, as it is written in a URI; who takes over sees the tags the other way about. */
    String replaces() {
        return URLEncoder.encode(callId + ";to-tag=" + toTag + ";from-tag=" + fromTag, StandardCharsets.UTF_8);
    }
}
