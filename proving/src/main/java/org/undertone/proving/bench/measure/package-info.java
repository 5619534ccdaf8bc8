/** What measurements have in common: the machine and its load, spreads of figures, and how they are told. */
package org.undertone.proving.bench.measure;
