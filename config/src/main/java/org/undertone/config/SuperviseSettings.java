package org.undertone.config;

/**
 * How supervisors are brought into calls.
 *
 * @param cdr whether their legs appear in the PBX's CDRs
 * @param account the account code of those legs
 */
public record SuperviseSettings(boolean cdr, String account) {}
