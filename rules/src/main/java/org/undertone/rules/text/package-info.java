/** Texts of alerts: templates, what may stand in them, and what is said where a rule says nothing, in both languages. */
package org.undertone.rules.text;
