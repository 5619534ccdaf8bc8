package org.undertone.lab.tool;

import java.time.Instant;

/**
 * A text that a phone got by SIP MESSAGE.
 *
 * @param from the sender's SIP address, as the message has it
 * @param body what it says
 * @param when it came, by the machine's wall clock
 */
public record Text(String from, String body, Instant when) {}
