/** The commands about models: whether a folder can be used. */
package org.undertone.app.model;
