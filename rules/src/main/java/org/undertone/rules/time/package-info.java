/** Values over audio time: what an expression was on one leg, kept as long as the longest function over it looks back. */
package org.undertone.rules.time;
