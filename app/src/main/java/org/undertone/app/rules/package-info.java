/** The commands {@code rules}: whether a rule file is right, passes its tests, and what it would do, and did. */
package org.undertone.app.rules;
