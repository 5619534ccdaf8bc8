/** The commands {@code rules}: whether a rule file is right, passes its tests, what it would do, and did, and how strict it must be. */
package org.undertone.cli.rules;
