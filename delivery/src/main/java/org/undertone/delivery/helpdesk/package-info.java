/** Help desks: of each its settings, how they are read, and the ticket as it wants it. */
package org.undertone.delivery.helpdesk;
