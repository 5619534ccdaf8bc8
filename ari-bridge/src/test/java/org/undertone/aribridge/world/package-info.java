/**
 * A PBX that is nothing but a model: people on telephones, what the PBX does when they call, hold, transfer and hang up, and
 * what it tells of that through ARI. It knows what no PBX knows, who is a customer and who works there, so that an oracle can
 * judge whom Undertone hears. Each sequence of events is one that was recorded from Asterisk 22.
 */
package org.undertone.aribridge.world;
