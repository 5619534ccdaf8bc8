/**
 * Whether a model folder can be used: it is opened and tried as it would be used, and all that is wrong is told at once.
 */
package org.undertone.inference.trial;
