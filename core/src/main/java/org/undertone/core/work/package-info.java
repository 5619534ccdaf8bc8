/** How work waits for the thread that owns it. */
package org.undertone.core.work;
