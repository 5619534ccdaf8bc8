/** Tests of rule files: a call told as series of figures, and which alerts it must and must not lead to. */
package org.undertone.evaluation.ruletest;
