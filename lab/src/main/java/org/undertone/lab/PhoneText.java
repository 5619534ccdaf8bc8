package org.undertone.lab;

import java.time.Instant;

/**
 * A text that a phone got by SIP MESSAGE.
 *
 * @param from the sender's SIP address, as the message has it
 * @param body what it says
 * @param when it came, by the machine's wall clock
 */
public record PhoneText(String from, String body, Instant when) {}
