/** Recordings heard as live calls are: what rules make of them, and how often they alarm where nobody is angry. */
package org.undertone.evaluation.alarms;
