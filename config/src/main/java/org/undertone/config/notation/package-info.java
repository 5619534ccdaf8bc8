/** What a settings file writes in Asterisk's own way: numbers, endpoints, channel variables, tones. */
package org.undertone.config.notation;
