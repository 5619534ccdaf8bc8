/** What the daemon tells while it works, and who listens. */
package org.undertone.runtime.event;
