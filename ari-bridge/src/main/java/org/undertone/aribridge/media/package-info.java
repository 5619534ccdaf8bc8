/** What a PBX has for taps: by which ways it sends sound, and for how many legs at once. Values only. */
package org.undertone.aribridge.media;
