/** Sound: blocks of 100 ms, and windows of them. */
package org.undertone.core.audio;
