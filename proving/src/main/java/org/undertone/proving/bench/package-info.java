/**
 * {@code undertone bench}: what this machine carries, measured on the parts that hear live calls and not on copies of them.
 * What is compared is measured in turns, so that a busy machine hurts both alike.
 */
package org.undertone.proving.bench;
