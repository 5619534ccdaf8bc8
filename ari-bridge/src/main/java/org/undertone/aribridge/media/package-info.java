/**
 * What a PBX has for taps: by which ways it sends sound, for how many legs at once, which codecs it translates, and what a leg
 * waits for that cannot be heard for the moment. Values only.
 */
package org.undertone.aribridge.media;
