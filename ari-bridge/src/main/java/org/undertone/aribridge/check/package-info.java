/**
 * The doctor: looks, before any call, whether calls of this PBX can be heard, and says what to do where they cannot. It
 * stands on plain HTTP alone and knows nothing of the bridge, so that it also works where the bridge does not.
 */
package org.undertone.aribridge.check;
