/**
 * The program: the command line, and the wiring that leads sound from the PBX through the engine and the rules back to
 * actions on the PBX.
 */
package org.undertone.app;
