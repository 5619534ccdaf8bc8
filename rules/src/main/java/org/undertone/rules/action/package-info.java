/**
 * What a rule file says under {@code actions}, read into {@link org.undertone.core.Action}s: a reader for each
 * kind.
 */
package org.undertone.rules.action;
