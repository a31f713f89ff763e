package org.yipiao.quickstart.parts;

/**
 * How much a service's JVM gets.
 *
 * @param heapMegabytes limit of the heap
 * @param quick compile for a quick start rather than for throughput
 * @param archives writes the image's class archive at its first clean end; one part for each image
 */
record JvmSettings(int heapMegabytes, boolean quick, boolean archives) {}
