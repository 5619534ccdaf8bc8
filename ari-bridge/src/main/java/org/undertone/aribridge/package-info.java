/**
 * The ARI connection, which calls exist and who is who, the taps, and what can be done on the PBX. It knows no rules: it
 * tells of calls as {@link org.undertone.aribridge.CallEvent}s and does what {@link org.undertone.aribridge.PbxActions} is
 * asked. Nobody else sees ari4java.
 */
package org.undertone.aribridge;
