/**
 * A site's own model out of its recordings: what they are and what is wrong with them, heard as live calls are, fitted,
 * compared on callers that were left out and on the model card's sets.
 */
package org.undertone.evaluation.adapt;
