/**
 * What Undertone holds on the PBX, inside its own Stasis application, whoever it is for: the ids, the arrivals, the snoops and
 * their leases, and the sweeping of what nobody holds any more. Nothing of ours is left on the PBX without this package.
 */
package org.undertone.aribridge.stasis;
