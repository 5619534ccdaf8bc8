/**
 * The messages that commands print with {@code --json} and that webhooks bring: each a record, and each with a JSON Schema
 * beside it that the tests hold it to. Who sends one fills its record; nobody writes JSON of these things by hand.
 */
package org.undertone.wire;
