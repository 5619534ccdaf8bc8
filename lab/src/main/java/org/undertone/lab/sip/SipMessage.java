package org.undertone.lab.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A SIP request or response (RFC 3261 section 7).
 *
 * @param first the request line or the status line
 * @param headers in their order, with long names
 */
record SipMessage(String first, List<Header> headers, String body) {
    private static final String VERSION = "SIP/2.0";
    /** RFC 3261 section 7.3.3, RFC 3515 section 2.1, RFC 3892 section 3. */
    private static final Map<String, String> SHORT = Map.of(
            "v",
            "Via",
            "f",
            "From",
            "t",
            "To",
            "i",
            "Call-ID",
            "m",
            "Contact",
            "l",
            "Content-Length",
            "c",
            "Content-Type",
            "r",
            "Refer-To",
            "b",
            "Referred-By");

    record Header(String name, String value) {}

    SipMessage {
        headers = List.copyOf(headers);
    }

    static SipMessage request(String method, String uri, String body) {
        return new SipMessage(method + " " + uri + " " + VERSION, List.of(), body);
    }

    /** A response to this request, with the headers that RFC 3261 section 8.2.6.2 has copied; no To tag is added. */
    SipMessage response(int status, String reason) {
        SipMessage response = new SipMessage(VERSION + " " + status + " " + reason, List.of(), "");
        for (Header header : headers) {
            if (List.of("Via", "From", "To", "Call-ID", "CSeq").contains(header.name())) {
                response = response.with(header.name(), header.value());
            }
        }
        return response;
    }

    /** A CANCEL of this INVITE, or the ACK of its refusal: the same transaction (RFC 3261 sections 9.1, 17.1.1.3). */
    SipMessage sameTransaction(String method, String to) {
        return request(method, first.split(" ", 3)[1], "")
                .with("Via", header("Via"))
                .with("Max-Forwards", "70")
                .with("From", header("From"))
                .with("To", to)
                .with("Call-ID", callId())
                .with("CSeq", cseq() + " " + method);
    }

    SipMessage with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new SipMessage(first, more, body);
    }

    SipMessage withBody(String type, String text) {
        return new SipMessage(first, with("Content-Type", type).headers, text);
    }

    /** The same with a tag in its To, if that has none: who answers is known from then on. */
    SipMessage withToTag(String tag) {
        List<Header> changed = headers.stream()
                .map(header -> header.name().equals("To") && tag(header.value()).isEmpty()
                        ? new Header("To", header.value() + ";tag=" + tag)
                        : header)
                .toList();
        return new SipMessage(first, changed, body);
    }

    boolean isRequest() {
        return !first.startsWith(VERSION);
    }

    String method() {
        return first.substring(0, first.indexOf(' '));
    }

    int status() {
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    /** {@code 486 Busy Here}. */
    String statusLine() {
        return first.substring(first.indexOf(' ') + 1);
    }

    /** The header's first value, or the empty string. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .findFirst()
                .map(Header::value)
                .orElse("");
    }

    int cseq() {
        return Integer.parseInt(header("CSeq").split(" ", 2)[0]);
    }

    String cseqMethod() {
        return header("CSeq").split(" ", 2)[1].strip();
    }

    String callId() {
        return header("Call-ID");
    }

    String branch() {
        return parameter(header("Via"), "branch").orElse("");
    }

    static Optional<String> tag(String address) {
        return parameter(address, "tag");
    }

    private static Optional<String> parameter(String value, String name) {
        // What is between < and > is the URI, with parameters of its own.
        String after = value.substring(value.indexOf('>') + 1);
        for (String part : after.split(";", -1)) {
            if (part.strip().startsWith(name + "=")) {
                return Optional.of(part.strip().substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The URI out of {@code "Name" <sip:uri>;tag=x}. */
    static String uri(String address) {
        int open = address.indexOf('<');
        int close = address.indexOf('>');
        return open >= 0 && close > open ? address.substring(open + 1, close) : address.split(";", 2)[0].strip();
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(first).append("\r\n");
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: ")
                .append(content.length)
                .append("\r\n\r\n")
                .append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing if these bytes are no SIP message, as a keep-alive is none. */
    static Optional<SipMessage> parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.contains(VERSION)) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, end).replaceAll("\r\n[ \t]+", " ").split("\r\n", -1);
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        longName(lines[i].substring(0, colon).strip()),
                        lines[i].substring(colon + 1).strip()));
            }
        }
        return Optional.of(new SipMessage(lines[0], headers, text.substring(end + 4)));
    }

    private static String longName(String name) {
        return SHORT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
}
