/** Gateways that send texts to phones, by HTTP or SMPP: of each its settings, how they are read, and how it is spoken to. */
package org.undertone.delivery.sms;
