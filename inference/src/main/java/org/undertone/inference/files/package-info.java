/**
 * Sound files of any kind as 16 kHz mono samples: plain WAV is read here, everything else by ffmpeg as a process, many
 * files to one process.
 */
package org.undertone.inference.files;
