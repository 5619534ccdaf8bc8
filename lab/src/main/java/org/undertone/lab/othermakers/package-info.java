/**
 * Telephones of other makers, for what must not be played by ourselves: baresip is one phone, sipp many of a scenario. Their
 * programs end with the lab.
 */
package org.undertone.lab.othermakers;
