package org.undertone.lab.sip;

/**
 * A text that came by SIP MESSAGE (RFC 3428).
 *
 * @param from the sender's address, as its From header has it
 * @param type its content type
 * @param body what it says
 */
public record SipText(String from, String type, String body) {}
