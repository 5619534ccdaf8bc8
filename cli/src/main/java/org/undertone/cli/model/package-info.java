/** The commands about models: whether a folder can be used, and how well it hears. */
package org.undertone.cli.model;
