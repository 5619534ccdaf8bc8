/** Whose certificates a connection trusts, where the settings name a file of them. */
package org.undertone.config.tls;
