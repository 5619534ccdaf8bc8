/** The commands about the daemon and its PBX, and what all commands have in common: options, exit codes, words. */
package org.undertone.cli;
