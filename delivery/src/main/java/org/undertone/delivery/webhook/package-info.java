/** Any program that takes JSON: its settings, how they are read, and how it is told. */
package org.undertone.delivery.webhook;
