/** The settings file, read into the records of {@link org.undertone.config}. */
package org.undertone.config.read;
