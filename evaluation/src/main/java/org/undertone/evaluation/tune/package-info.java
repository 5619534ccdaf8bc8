/**
 * How strict each rule must be to fire as often as a site wants: the ledger's tracks of its calls, replayed through the rule
 * engine with other thresholds (docs/decisions/0037-one-knob-a-rule.md).
 */
package org.undertone.evaluation.tune;
