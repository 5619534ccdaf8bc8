package org.undertone.wire.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was not heard.
 *
 * @param channel the leg's; none where it is the whole call
 * @param noticedAt when
 * @param reason why
 */
public record NotTappedJson(Optional<String> channel, Instant noticedAt, String reason) {}
