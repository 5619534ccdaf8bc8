/**
 * The daemon's log, on standard error: nobody waits for whoever reads it, and no phone number is in it. What stands in a line
 * is each class's own to say.
 */
package org.undertone.runtime.log;
