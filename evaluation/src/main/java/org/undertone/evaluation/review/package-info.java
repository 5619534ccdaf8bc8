/**
 * How often alerts were right, of those that somebody judged, and what a second model in the shadow would have done
 * (docs/decisions/0038-a-model-in-the-shadow.md).
 */
package org.undertone.evaluation.review;
