/** Benchmarks of parts of the speech detector that are not public. */
package org.undertone.inference.speech;
