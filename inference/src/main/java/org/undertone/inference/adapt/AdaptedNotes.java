package org.undertone.inference.adapt;

/**
 * What an adapted model's folder says of it for people.
 *
 * @param name letters, digits, dots and dashes
 * @param version the same
 * @param description one line
 * @param data what its last layer learnt from, and how it was measured
 * @param figures as a mapping in YAML, on one line
 * @param card the README, in Markdown
 */
public record AdaptedNotes(String name, String version, String description, String data, String figures, String card) {}
