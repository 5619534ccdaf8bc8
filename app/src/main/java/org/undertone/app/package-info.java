/** The program: its main class, and tests of the whole. */
package org.undertone.app;
