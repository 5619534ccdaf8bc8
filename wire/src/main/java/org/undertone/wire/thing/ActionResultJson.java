package org.undertone.wire.thing;

import java.time.Instant;

/**
 * What came of an action.
 *
 * @param verb the word by which rules name it
 * @param outcome such as {@code done}
 * @param detail more of that, for people
 * @param tookPlaceAt when
 */
public record ActionResultJson(String verb, String outcome, String detail, Instant tookPlaceAt) {}
