/** The small parts of RTP: packets, their order, who may send them, and the UDP ports that they come to. */
package org.undertone.mediatap.rtp;
