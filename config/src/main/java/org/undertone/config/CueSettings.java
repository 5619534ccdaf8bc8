package org.undertone.config;

import java.time.Duration;

/**
 * How agents are cued.
 *
 * @param tone what they hear, in the words of Asterisk's tone descriptions, such as {@code !880/150,!0/80,!1175/200}
 * @param rest at most one cue for an agent in that time
 * @param from the SIP URI that messages on the phone come from
 */
public record CueSettings(String tone, Duration rest, String from) {}
