/**
 * Who is who: what was seen of the PBX's channels and bridges, what they told when they were asked, and what follows from it:
 * whose leg is the customer's and whose the agent's, and which profile the call belongs to. It asks nobody, and knows no time.
 */
package org.undertone.aribridge.who;
