/** An Asterisk of the lab's own: fetched, started, spoken to by AMI, ended. */
package org.undertone.lab.asterisk;
