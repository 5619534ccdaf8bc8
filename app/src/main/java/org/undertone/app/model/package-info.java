/** {@code undertone model}: what can be done with a model before it hears a call. */
package org.undertone.app.model;
