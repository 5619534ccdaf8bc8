/** What is measured beside a private PBX: real calls that are heard, and how long a start takes. */
package org.undertone.proving.bench.pbx;
