/**
 * Undertone's end of one PBX, put together of its parts: {@code link} is the way there, {@code calls} follows which calls exist
 * and {@code who} judges who is who, {@code taps} hears legs by what {@code stasis} holds on the PBX, {@code act} does what an
 * alert asks for, and {@code check} is the doctor. It knows no rules: it tells of calls as
 * {@link org.undertone.core.event.CallEvent}s. Nobody else sees ari4java.
 */
package org.undertone.aribridge;
