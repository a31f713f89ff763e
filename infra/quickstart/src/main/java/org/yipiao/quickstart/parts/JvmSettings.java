package org.yipiao.quickstart.parts;

/**
 * How much a service's JVM gets.
 *
 * @param heapMegabytes limit of the heap
 * @param quick compile for a quick start rather than for throughput
 * @param records records for the image's ahead-of-time cache; one part for each image
 */
record JvmSettings(int heapMegabytes, boolean quick, boolean records) {}
