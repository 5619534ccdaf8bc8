package org.undertone.proving.demo;

/**
 * Something the demo proves.
 *
 * @param name what must hold
 * @param holds whether it does
 * @param evidence what was measured
 */
public record Check(String name, boolean holds, String evidence) {}
