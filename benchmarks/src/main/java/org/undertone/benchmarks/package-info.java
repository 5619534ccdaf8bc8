/** What public parts cost; those that are not public are measured from their own packages. */
package org.undertone.benchmarks;
