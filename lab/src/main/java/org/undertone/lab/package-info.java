/**
 * A private Asterisk and phones, for the demo and for tests: {@link org.undertone.lab.Lab#start} brings up a small
 * call centre on loopback addresses of its own, takes calls through it and tells what every phone heard; {@link org.undertone.lab.Pbx} lists what can be dialled there.
 * It uses nothing else of Undertone, and leaves no process, port or file behind.
 */
package org.undertone.lab;
