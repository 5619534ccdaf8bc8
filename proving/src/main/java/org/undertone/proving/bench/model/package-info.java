/** What a window costs: the model bare, with the speech detector, and through the engine. */
package org.undertone.proving.bench.model;
