/** How a fault is told: by a message that says all that helps, and without phone numbers in messages and logs. */
package org.undertone.core.fault;
