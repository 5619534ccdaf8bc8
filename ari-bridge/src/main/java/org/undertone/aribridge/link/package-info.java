/**
 * The connection to the PBX: one ARI session after another, its requests and its events, what to say where it cannot be had, and
 * the threads of this module. It knows no calls.
 */
package org.undertone.aribridge.link;
