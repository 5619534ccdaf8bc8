package org.undertone.config;

/**
 * A server that hears.
 *
 * @param name its host and port, such as {@code gpu.example:8000}
 */
public record ModelServer(String name) implements ModelPlace {}
