/**
 * The daemon: the wiring that leads sound from the PBX through the engine and the rules back to actions on the PBX, and keeps
 * what is to be kept.
 */
package org.undertone.runtime;
