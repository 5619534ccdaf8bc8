/** What the rules cost. */
package org.undertone.proving.bench.rules;
