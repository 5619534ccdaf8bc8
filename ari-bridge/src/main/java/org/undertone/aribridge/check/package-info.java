/**
 * The doctor: looks, before any call, whether calls of this PBX can be heard, and says what to do where they cannot. It stands
 * on plain HTTP alone; of the bridge it shares only the words for what keeps the PBX out of reach, so that it also works where
 * the bridge does not.
 */
package org.undertone.aribridge.check;
