/**
 * What can be done inside a call on the PBX: variables, cues, lamps, user events and supervisions. It knows no taps and not why
 * anything is done.
 */
package org.undertone.aribridge.act;
