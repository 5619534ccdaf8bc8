/**
 * The settings file as typed immutable records. A file is read key by key and all its problems are reported at once, each
 * with its path, its value and what is allowed; unknown keys are problems too.
 */
package org.undertone.config;
