/**
 * Folders of speech and what their makers say of it: labels, votes and spans of time, in files of their own or in the names of
 * the sound files.
 */
package org.undertone.evaluation.data;
