/**
 * What kinds of deliveries are made of: what the settings say of one, the notice that is rendered, and how a program is
 * called by HTTP.
 */
package org.undertone.delivery.kind;
