/** Conditions: an expression in CEL, checked once, with its functions over time taken out of it. Nobody else sees CEL. */
package org.undertone.rules.expr;
