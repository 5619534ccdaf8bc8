/** Benchmarks of parts of the tap that are not public. */
package org.undertone.mediatap;
